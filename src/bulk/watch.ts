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

/** Calls back when a job may have changed, in this replica or another; without an id, every job may have. Returns its end. */
export type SubscribeToJobs = (onChange: (id?: string) => void) => () => void;

export interface WatchOptions {
  readonly id: string;
  readonly read: () => Promise<BulkResume>;
  readonly signal: AbortSignal;
  /** Default: the job is read four times a second. */
  readonly changes?: SubscribeToJobs | undefined;
}

/** A change is always announced; should an announcement be lost, the next look finds it. */
const LOOK_EVERY_MS = 15_000;

/** Yields the job now and after every change, at most four times a second, until it has ended. */
export async function* watchJob({
  id,
  read,
  signal,
  changes,
}: WatchOptions): AsyncGenerator<BulkResume, void, undefined> {
  const change = new Change(id, changes);
  let told = '';
  try {
    while (!signal.aborted) {
      change.forget();
      const job = await read();
      const { state, resumed, failed, cancelled, skipped, finishedAt } = job;
      const now = JSON.stringify([state, resumed, failed, cancelled, skipped, finishedAt]);
      if (now !== told) yield job;
      told = now;
      if (finishedAt !== undefined) return;
      await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
      if (changes !== undefined) await change.wait(LOOK_EVERY_MS, signal);
    }
  } finally {
    change.close();
  }
}

/** Whether a job may have changed since it was last read. */
class Change {
  #isThere = false;
  #wake: (() => void) | undefined;
  readonly #unsubscribe: (() => void) | undefined;

  constructor(id: string, changes: SubscribeToJobs | undefined) {
    this.#unsubscribe = changes?.((changed) => {
      if (changed !== undefined && changed !== id) return;
      this.#isThere = true;
      this.#wake?.();
    });
  }

  forget(): void {
    this.#isThere = false;
  }

  /** Resolves at once where it has changed already, and when the signal aborts. */
  async wait(mostMs: number, signal: AbortSignal): Promise<void> {
    if (this.#isThere || signal.aborted) return;
    const changed = new AbortController();
    this.#wake = () => {
      changed.abort();
    };
    const either = AbortSignal.any([signal, changed.signal]);
    await sleep(mostMs, undefined, { signal: either }).catch(() => undefined);
    this.#wake = undefined;
  }

  close(): void {
    this.#unsubscribe?.();
  }
}
