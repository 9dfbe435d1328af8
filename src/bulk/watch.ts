import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, systemClock } from '../stream/clock.js';
import { SharedReads } from '../stream/directory/shared-reads.js';
import { type BulkResume } from './bulk-resume.js';

/** At most four messages a second. */
const EVERY_MS = 250;
/** A little less, so that each look of one watcher is a new one. */
const MAX_AGE_MS = 239;
/** More jobs than a replica has watchers. */
const MAX_KEPT = 1000;
/** A query is short: it is not aborted when a watcher leaves. */
const { signal: STAYS } = new AbortController();

/** However many watchers a job has, the store is queried as often as for one. */
export function joinReads<T>(
  read: (id: string) => Promise<T>,
  clock: Clock = systemClock,
): (id: string) => Promise<T> {
  const reads = new SharedReads<T>({ maxAgeMs: MAX_AGE_MS, maxKept: MAX_KEPT, clock });
  return (id) => reads.read(id, { signal: STAYS }, () => read(id));
}

/**
 * Yields the job now and after every change, until it has ended. It polls the store, since any replica may work on it.
 */
export async function* watchJob(
  read: () => Promise<BulkResume>,
  signal: AbortSignal,
  everyMs = EVERY_MS,
): AsyncGenerator<BulkResume, void, undefined> {
  let told = '';
  while (!signal.aborted) {
    const job = await read();
    const { state, resumed, failed, cancelled, skipped, finishedAt } = job;
    const now = JSON.stringify([state, resumed, failed, cancelled, skipped, finishedAt]);
    if (now !== told) yield job;
    told = now;
    if (finishedAt !== undefined) return;
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
