import { StreamError, type Violation } from '../stream/errors.js';
import { ANSWER_ROWS, SYMPTOM_ROWS, type AnswerRow } from './error-table.js';
import { type UpstreamAnswerFault, UpstreamFault } from './fault.js';

/** Only text that looks like a code is passed on, because the upstream sets the field and it could contain anything. */
const SAFE_CODE = /^[A-Za-z0-9._-]{1,100}$/;

/** The upstream names no path, so the path is empty: the violation concerns the whole request. */
const REFUSED_ARGUMENT: readonly Violation[] = [
  {
    path: '',
    rule: 'upstream',
    message: 'ApsaraVideo Live refuses an argument; extensions.upstreamCode names the reason',
  },
];

const matchers = ANSWER_ROWS.map((row) => ({ row, matches: toMatcher(row) }));

function toMatcher(row: AnswerRow): (answer: UpstreamAnswerFault) => boolean {
  const pattern = new RegExp(`^${row.upstream.replaceAll('.', '\\.').replaceAll('*', '.*')}$`, 's');
  const statusClass = row.status === undefined ? undefined : Number(row.status[0]);
  return ({ code, status }) =>
    pattern.test(code) && (statusClass === undefined || Math.floor(status / 100) === statusClass);
}

/** The first row that matches an answer. The last rows match undocumented codes. */
export function findAnswerRow(answer: UpstreamAnswerFault): AnswerRow | undefined {
  return matchers.find(({ matches }) => matches(answer))?.row;
}

/** Maps any fault of a call to a StreamError by the error table. The last rows of the table match unknown faults. */
export function toUpstreamError(thrown: unknown, operation: string): StreamError {
  if (thrown instanceof StreamError) return thrown;
  if (!(thrown instanceof UpstreamFault)) return new StreamError('INTERNAL_SERVER_ERROR', { cause: thrown });
  const { answer, symptom, reason } = thrown;
  if (answer === undefined) {
    const row = SYMPTOM_ROWS[symptom ?? 'unreadable'];
    return new StreamError(row.code, { outcome: row.outcome, detail: { symptom, reason }, cause: thrown });
  }
  const row = findAnswerRow(answer);
  if (row === undefined) return new StreamError('UPSTREAM_ERROR', { outcome: 'UNKNOWN', cause: thrown });
  return new StreamError(row.code, {
    outcome: row.outcome,
    operation,
    upstreamCode: SAFE_CODE.test(answer.code) ? answer.code : undefined,
    requestId: answer.requestId,
    retryAfterMs: answer.retryAfterMs,
    violations: row.code === 'BAD_USER_INPUT' ? REFUSED_ARGUMENT : undefined,
    detail: { status: answer.status, ...answer.denial },
    cause: thrown,
  });
}
