import { type StreamError } from '../stream/errors.js';
import { ItemAttempt, type ItemAttemptOptions } from './item-attempt.js';
import { toGivenUpOutcome } from './item-outcome.js';
import { type JobStore, type LeasedJob, type OutcomeRecord, type PendingItem } from './job-store.js';
import { OutcomeWriter } from './outcome-writer.js';

/** The number of items that are loaded in one read. */
const PAGE = 200;
/** The next page is loaded when fewer items than this wait to be sent. */
const FEW = 100;

export interface JobRunOptions extends ItemAttemptOptions {
  readonly store: JobStore;
  /** The pause before a failed write to the store is repeated. */
  readonly pauseMs: number;
  /** Called when items were loaded. */
  readonly onReady: () => void;
  /** Called when an attempt has ended, with its error if it was not sent and can be repeated. */
  readonly onEnded: (refusal: StreamError | undefined) => void;
  readonly onFault: (thrown: unknown) => void;
}

/** Works on one job under one lease: loads its items in pages, sends them, and writes their outcomes. */
export class JobRun {
  readonly job: LeasedJob;
  readonly #options: JobRunOptions;
  readonly #outcomes: OutcomeWriter;
  readonly #attempts = new Map<ItemAttempt, Promise<void>>();
  /** The items that are loaded and have no written outcome. A page can contain them again. */
  readonly #known = new Set<number>();
  #queue: PendingItem[] = [];
  #isLoading = false;
  #hasMore = true;
  #isStopped = false;

  constructor(options: JobRunOptions, job: LeasedJob) {
    this.#options = options;
    this.job = job;
    this.#outcomes = new OutcomeWriter({
      write: (records) => options.store.writeOutcomes(job, records),
      onWritten: (records) => {
        this.#forget(records);
      },
      onFault: options.onFault,
      pauseMs: options.pauseMs,
      clock: options.clock,
    });
  }

  /** The number of items that wait in the lane or for their answer. */
  get slots(): number {
    return this.#attempts.size;
  }

  get hasItem(): boolean {
    return this.#queue.length > 0;
  }

  /** Loads the items that are due, unless enough items are loaded. */
  load(): void {
    if (this.#isLoading || this.#isStopped || this.#queue.length >= FEW) return;
    this.#isLoading = true;
    this.#loadPage()
      .catch(this.#options.onFault)
      .finally(() => {
        this.#isLoading = false;
      });
  }

  /** Sends the first of the loaded items. */
  sendNext(): void {
    const item = this.#queue.shift();
    if (this.#hasMore) this.load();
    if (item === undefined) return;
    const attempt = new ItemAttempt(this.#options, this.job, item);
    const ended = attempt.run().then((record) => {
      this.#attempts.delete(attempt);
      if (record === undefined) this.#forget([item]);
      else this.#outcomes.add(record);
      if (attempt.refusal?.code === 'STORE_UNAVAILABLE') this.#options.onFault(attempt.refusal);
      this.#options.onEnded(attempt.refusal);
    });
    this.#attempts.set(attempt, ended);
  }

  /** Sends no more items, waits for the outcomes of those that are sent, and releases the lease. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#queue = [];
    for (const attempt of this.#attempts.keys()) attempt.stop();
    await Promise.all(this.#attempts.values());
    await this.#outcomes.close();
    await this.#options.store.releaseLease(this.job).catch(this.#options.onFault);
  }

  async #loadPage(): Promise<void> {
    // A copy is needed: an outcome can be written during the read, and the page can then contain the old state.
    const known = new Set(this.#known);
    const count = PAGE + known.size;
    const page = await this.#options.store.listDue(this.job.jobId, count);
    this.#hasMore = page.length === count;
    if (this.#isStopped) return;
    for (const item of page) if (!known.has(item.seq)) this.#add(item);
    if (this.hasItem) this.#options.onReady();
  }

  #add(item: PendingItem): void {
    this.#known.add(item.seq);
    const givenUp = toGivenUpOutcome(item);
    if (givenUp === undefined) this.#queue.push(item);
    else this.#outcomes.add(givenUp);
  }

  #forget(items: readonly Pick<OutcomeRecord, 'seq'>[]): void {
    for (const { seq } of items) this.#known.delete(seq);
  }
}
