import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, systemClock } from '../stream/clock.js';
import { SharedReads } from '../stream/directory/shared-reads.js';
import { type BulkResume } from './bulk-resume.js';

/** At most four messages per second. */
const EVERY_MS = 250;
/** A little less than `EVERY_MS`, because each read of one watcher must return a new answer. */
const MAX_AGE_MS = 239;
/** Greater than the number of jobs that the clients of one replica watch at the same time. */
const MAX_KEPT = 1000;
/** Never aborts. A read is short, so it continues when a watcher leaves. */
const { signal: STAYS } = new AbortController();

/** Shares the reads of a job between its watchers. The store gets as many queries as for one watcher. */
export function joinReads<T>(
  read: (id: string) => Promise<T>,
  clock: Clock = systemClock,
): (id: string) => Promise<T> {
  const reads = new SharedReads<T>({ maxAgeMs: MAX_AGE_MS, maxKept: MAX_KEPT, clock });
  return (id) => reads.read(id, { signal: STAYS }, () => read(id));
}

/**
 * Calls back when this replica or another one may have changed a job. Without an id, any job may have changed.
 * Returns a function that ends the subscription.
 */
export type SubscribeToJobs = (onChange: (id?: string) => void) => () => void;

export interface WatchOptions {
  readonly id: string;
  readonly read: () => Promise<BulkResume>;
  readonly signal: AbortSignal;
  /** Without it, the job is read four times per second. */
  readonly changes?: SubscribeToJobs | undefined;
}

/** The time until a job is read without an announcement, in case an announcement was lost. */
const LOOK_EVERY_MS = 15_000;

/** Yields the job now and after each change until it has ended, at most four times per second. */
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

/** Tracks whether a job may have changed since it was last read. */
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

  /** Resolves when the job may have changed, after `mostMs`, or when the signal aborts. */
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
