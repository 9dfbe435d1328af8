import { toDenialDetail, toRequestId, toRetryAfterMs } from '../answer.js';
import { toSymptom } from '../core/symptom.js';
import { UpstreamFault } from '../fault.js';

type Fields = Readonly<Record<string, unknown>>;

/** Not `instanceof Error`: what Node itself throws may come from another realm. */
function isErrorLike(thrown: unknown): thrown is Error {
  return typeof thrown === 'object' && thrown !== null && 'name' in thrown && 'message' in thrown;
}

/**
 * What the SDK throws, as a fault (measured, openapi-core 1.0.8): errors with a status come from a JSON answer, and
 * carry the string "undefined" where a field was absent; everything else lost the answer.
 */
export function toSdkFault(thrown: unknown): UpstreamFault {
  if (thrown instanceof UpstreamFault) return thrown;
  if (!isErrorLike(thrown)) return new UpstreamFault('sdkFault');
  const fields = thrown as unknown as Fields;
  const status = typeof fields['statusCode'] === 'number' ? fields['statusCode'] : 0;
  if (status > 0) return toAnswerFault(fields, status);
  if (fields['code'] === 'InvalidCredentials') return new UpstreamFault('noCredentials');
  if (thrown.name === 'RequestTimeoutError') return new UpstreamFault('timeout');
  if (thrown.name === 'SyntaxError') return new UpstreamFault('unreadable');
  return typeof fields['code'] === 'string'
    ? new UpstreamFault(toSymptom(thrown, true))
    : new UpstreamFault('sdkFault');
}

function toAnswerFault(fields: Fields, status: number): UpstreamFault {
  const code = present(fields['code']);
  if (code === undefined) return new UpstreamFault(status < 500 ? 'unreadable4xx' : 'unreadable5xx');
  return new UpstreamFault({
    code,
    status,
    requestId: toRequestId(present(fields['requestId'])),
    retryAfterMs: toRetryAfterMs(fields['retryAfter']),
    denial: toDenialDetail(fields['accessDeniedDetail']),
  });
}

function present(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value !== 'undefined' ? value : undefined;
}
