import { setTimeout as sleep } from 'node:timers/promises';
import { type NotifyRecord, toWholeSecond } from '../stream/notify-messages.js';
import { type CallbacksJob, readSettings, toCall, toLines, toShown } from './callbacks-settings.js';

const DAY_MS = 86_400_000;
const LOOK_EVERY_MS = 5_000;
const PAGE_SIZE = 500;

/**
 * Checks whether callbacks arrive: the address belongs to this gateway, the gateway answers there, and ApsaraVideo Live
 * has recorded callbacks that were answered.
 * @returns whether all three checks pass
 */
export async function checkCallbacks(job: CallbacksJob): Promise<boolean> {
  const settings = await readSettings(job);
  const shown = toShown(settings, job.account);
  const url = settings?.notifyUrl?.reveal();
  const reachable = url === undefined ? false : await isReceiver(url);
  const isSet =
    shown.isThisGateway && (job.account.callbacks.authKeys.length === 0 || shown.isKeyKnown === true);
  let records = await readRecords(job, new Date(Date.now() - DAY_MS));
  if (job.waitSeconds > 0) {
    job.terminal.err(
      `Waiting ${job.waitSeconds} s for a callback. Start or stop a stream of the domain now.`,
    );
    records = await waitForRecord(job, records);
  }
  const succeeded = records.filter((record) => record.succeeded);
  const last = records.at(-1);
  const isArriving = last?.succeeded === true;
  const result = {
    domain: job.domainName,
    account: job.account.name,
    ...shown,
    isReachable: reachable,
    lastDay: { succeeded: succeeded.length, failed: records.length - succeeded.length },
    lastAt: last?.at.toISOString() ?? null,
  };
  const { out } = job.terminal;
  if (job.isJson) out(JSON.stringify(result));
  else
    [
      ...toLines(shown).map((line) => `${toMark(isSet)} ${line}`),
      `${toMark(reachable)} ${reachable ? 'the gateway answers at that address, from here' : 'no gateway answers at that address, from here'}`,
      `${toMark(isArriving)} ${toRecordsLine(result.lastDay, last)}`,
    ].forEach(out);
  return isSet && reachable && isArriving;
}

function toMark(isGood: boolean): string {
  return isGood ? 'ok  ' : 'FAIL';
}

function toRecordsLine(
  { succeeded, failed }: { readonly succeeded: number; readonly failed: number },
  last: NotifyRecord | undefined,
): string {
  if (last === undefined) return 'ApsaraVideo Live has recorded no callback in the last 24 hours';
  const outcome = last.succeeded ? 'arrived' : 'did not arrive';
  return `in the last 24 hours ${succeeded} callbacks arrived and ${failed} did not; the last ${outcome}, at ${last.at.toISOString()}`;
}

/** The receiver refuses a callback without parameters with an answer that no other server gives. */
async function isReceiver(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(5_000) });
    const body: unknown = await response.json();
    return response.status === 400 && JSON.stringify(body) === '{"status":"refused"}';
  } catch {
    return false;
  }
}

/** Returns the last page of records, oldest first. */
async function readRecords(
  { upstream, domainName }: CallbacksJob,
  since: Date,
): Promise<readonly NotifyRecord[]> {
  const read = (pageNum: number) =>
    upstream.call(
      'DescribeLiveStreamsNotifyRecords',
      {
        domainName,
        since: toWholeSecond(since),
        before: toWholeSecond(Date.now() + 1_000),
        pageNum,
        pageSize: PAGE_SIZE,
      },
      toCall(),
    );
  const first = await read(1);
  const pages = Math.ceil(first.total / PAGE_SIZE);
  const items = pages > 1 ? (await read(pages)).items : first.items;
  return [...items].sort((a, b) => a.at.getTime() - b.at.getTime());
}

async function waitForRecord(
  job: CallbacksJob,
  known: readonly NotifyRecord[],
): Promise<readonly NotifyRecord[]> {
  const endMs = performance.now() + job.waitSeconds * 1_000;
  const since = new Date(Date.now() - DAY_MS);
  let records = known;
  while (records.length <= known.length && performance.now() < endMs) {
    await sleep(Math.min(LOOK_EVERY_MS, Math.max(0, endMs - performance.now())));
    records = await readRecords(job, since);
  }
  return records;
}
