import { setTimeout as sleep } from 'node:timers/promises';
import { type BulkResume } from './bulk-resume.js';

/** At most four messages a second. */
const EVERY_MS = 250;
/** A little less, so that each look of one watcher is a new one. */
const SAME_FOR_MS = 240;

/**
 * What is asked for again within `sameForMs` is answered as before: however many watch one job, the store is asked no
 * more often than for one of them.
 */
export function joinReads<T>(
  read: (id: string) => Promise<T>,
  sameForMs = SAME_FOR_MS,
  now: () => number = () => performance.now(),
): (id: string) => Promise<T> {
  const reads = new Map<string, { readonly answer: Promise<T>; readonly untilMs: number }>();
  return (id) => {
    const nowMs = now();
    const known = reads.get(id);
    if (known !== undefined && nowMs < known.untilMs) return known.answer;
    for (const [other, { untilMs }] of reads) if (nowMs >= untilMs) reads.delete(other);
    const answer = read(id);
    reads.set(id, { answer, untilMs: nowMs + sameForMs });
    return answer;
  };
}

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
