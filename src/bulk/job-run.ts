import { ItemAttempt, type ItemAttemptOptions } from './item-attempt.js';
import { toGivenUpOutcome } from './item-outcome.js';
import { type JobStore, type LeasedJob, type OutcomeRecord, type PendingItem } from './job-store.js';
import { OutcomeWriter } from './outcome-writer.js';

/** Items that are loaded at once. */
const PAGE = 200;
/** The next page is loaded when fewer are left. */
const FEW = 100;

export interface JobRunOptions extends ItemAttemptOptions {
  readonly store: JobStore;
  /** How long to wait before a store that failed is tried again. */
  readonly pauseMs: number;
  /** Called when an item can be sent: one was loaded, or another has ended. */
  readonly onReady: () => void;
  readonly onFault: (thrown: unknown) => void;
}

/** Works on one job under one lease: loads its items in pages, sends them one by one, writes their outcomes. */
export class JobRun {
  readonly job: LeasedJob;
  readonly #options: JobRunOptions;
  readonly #outcomes: OutcomeWriter;
  readonly #attempts = new Map<ItemAttempt, Promise<void>>();
  /** Items that are loaded and whose outcome is not written: a page may hold them again. */
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

  get slots(): number {
    return this.#attempts.size;
  }

  get hasItem(): boolean {
    return this.#queue.length > 0;
  }

  /** Loads what has become due. */
  load(): void {
    if (this.#isLoading || this.#isStopped || this.#queue.length >= FEW) return;
    this.#isLoading = true;
    this.#loadPage()
      .catch(this.#options.onFault)
      .finally(() => {
        this.#isLoading = false;
      });
  }

  /** Sends the first item of those that are loaded. */
  sendNext(): void {
    const item = this.#queue.shift();
    if (this.#hasMore) this.load();
    if (item === undefined) return;
    const attempt = new ItemAttempt(this.#options, this.job, item);
    const ended = attempt.run().then((record) => {
      this.#attempts.delete(attempt);
      if (record === undefined) this.#forget([item]);
      else this.#outcomes.add(record);
      this.#options.onReady();
    });
    this.#attempts.set(attempt, ended);
  }

  /** Sends no more, waits for the outcomes of what is sent, and gives the job back. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#queue = [];
    for (const attempt of this.#attempts.keys()) attempt.stop();
    await Promise.all(this.#attempts.values());
    await this.#outcomes.close();
    await this.#options.store.releaseLease(this.job).catch(this.#options.onFault);
  }

  async #loadPage(): Promise<void> {
    // Of an item whose outcome is written meanwhile, the page may still hold the state before it.
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
