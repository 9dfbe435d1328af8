import { type Kysely } from 'kysely';
import { type CallRecord } from '../../src/emulator/call-record.js';
import { type StoreTables } from '../../src/store/tables.js';
import { type Answered } from './requests.js';

/** Every way in which ledger, emulator and answers contradict each other, a line each. */
export async function compareWithLedger(
  db: Kysely<StoreTables>,
  calls: readonly CallRecord[],
  answers: readonly Answered[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('stream_action')
    .select(['stream_name', 'outcome', 'request_id'])
    .execute();
  const ledger = new Map(rows.map((row) => [row.stream_name, row]));
  const seen = new Map<string, string[]>();
  for (const { params, requestId } of calls) {
    const name = params['StreamName'] ?? '';
    seen.set(name, [...(seen.get(name) ?? []), requestId]);
  }
  const differences: string[] = [];
  if (ledger.size !== rows.length) differences.push('a request has more than one record');
  for (const [name] of seen) if (!ledger.has(name)) differences.push(`${name}: called and not recorded`);
  for (const { stream_name: name, outcome, request_id: requestId } of rows) {
    const requestIds = seen.get(name) ?? [];
    if (outcome === 'SUCCEEDED' && !requestIds.includes(requestId ?? ''))
      differences.push(`${name}: a success that the upstream never gave`);
    if (outcome === 'NOT_SENT' && requestIds.length > 0) differences.push(`${name}: NOT_SENT and yet called`);
    if (outcome === 'REJECTED' && requestIds.length === 0) differences.push(`${name}: REJECTED by nobody`);
  }
  for (const { streamName, result, requestId } of answers) {
    const record = ledger.get(streamName);
    if (result !== 'resumed') continue;
    if (!(seen.get(streamName) ?? []).includes(requestId ?? ''))
      differences.push(`${streamName}: answered with a RequestId that nobody gave`);
    // Its outcome may be open where the database went away just then; it then reads as UNKNOWN, never as a failure.
    if (record === undefined || !['SUCCEEDED', 'PENDING'].includes(record.outcome))
      differences.push(`${streamName}: resumed, and the ledger says ${record?.outcome ?? 'nothing'}`);
  }
  return differences;
}
