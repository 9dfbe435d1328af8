import { type Kysely } from 'kysely';
import { type CallRecord } from '../../src/emulator/call-record.js';
import { type StoreTables } from '../../src/store/tables.js';
import { type Answered } from './requests.js';

/** Returns one line for each contradiction between the ledger, the emulator and the responses. */
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
  for (const [name] of seen) if (!ledger.has(name)) differences.push(`${name}: called, but not recorded`);
  for (const { stream_name: name, outcome, request_id: requestId } of rows) {
    const requestIds = seen.get(name) ?? [];
    if (outcome === 'SUCCEEDED' && !requestIds.includes(requestId ?? ''))
      differences.push(`${name}: recorded as a success that the upstream did not return`);
    if (outcome === 'NOT_SENT' && requestIds.length > 0) differences.push(`${name}: NOT_SENT, but called`);
    if (outcome === 'REJECTED' && requestIds.length === 0)
      differences.push(`${name}: REJECTED, but not called`);
  }
  for (const { streamName, result, requestId } of answers) {
    const record = ledger.get(streamName);
    if (result !== 'resumed') continue;
    if (!(seen.get(streamName) ?? []).includes(requestId ?? ''))
      differences.push(`${streamName}: answered with a RequestId that the upstream did not return`);
    // The outcome may be missing if the database failed at this time. The ledger then shows
    // UNKNOWN, never a failure.
    if (record === undefined || !['SUCCEEDED', 'PENDING'].includes(record.outcome))
      differences.push(
        `${streamName}: resumed, but the outcome in the ledger is ${record?.outcome ?? 'nothing'}`,
      );
  }
  return differences;
}
