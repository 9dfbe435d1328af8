import { setTimeout as sleep } from 'node:timers/promises';
import { type BulkResume } from './bulk-resume.js';

/** At most four messages a second. */
const EVERY_MS = 250;

/** The job now and whenever it has changed, until it has ended. The store is asked, since any replica may work on it. */
export async function* watchJob(
  read: () => Promise<BulkResume>,
  signal: AbortSignal,
  everyMs = EVERY_MS,
): AsyncGenerator<BulkResume, void, undefined> {
  let told = '';
  while (!signal.aborted) {
    const job = await read();
    const { state, resumed, failed, finishedAt } = job;
    const now = JSON.stringify([state, resumed, failed, finishedAt]);
    if (now !== told) yield job;
    told = now;
    if (finishedAt !== undefined) return;
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
