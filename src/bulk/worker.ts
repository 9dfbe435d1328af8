import { type Authorize } from '../stream/caller.js';
import { type Clock, systemClock, type Timer } from '../stream/clock.js';
import { toStreamError } from '../stream/errors.js';
import { type LiveStreamService } from '../stream/live-stream-service.js';
import { type WasForbidden } from '../stream/was-forbidden.js';
import { AccountWindow } from './account-window.js';
import { JobRun } from './job-run.js';
import { type JobStore } from './job-store.js';

export interface WorkerOptions {
  readonly store: JobStore;
  readonly service: LiveStreamService;
  /** Called right before an item is sent, because the grants may have been reloaded while the item waited. */
  readonly authorize: Authorize;
  /** Finds out whether a stream is forbidden right before it is resumed. Default: that stays unknown. */
  readonly wasForbidden?: WasForbidden | undefined;
  /** The name of this replica. It must be unique. */
  readonly replica: string;
  /**
   * The most items of one account that wait in the lane or for their answer at the same time. The value must be greater
   * than the calls per second of the budget. Otherwise the budget is not fully used. Default 48.
   */
  readonly window?: number | undefined;
  /** How long a lease is valid. Another replica takes over the jobs of a replica that has ended. Default 15,000. */
  readonly leaseMs?: number | undefined;
  /** The time between two renewals of the leases and searches for jobs without a holder. Default 500. */
  readonly pollMs?: number | undefined;
  readonly clock?: Clock | undefined;
  /** Called when the store cannot be reached, once until it can be reached again. */
  readonly onFault?: ((code: string) => void) | undefined;
}

/**
 * Works on the jobs that this replica holds, in the bulk lane. It sends one item of each job in turn. Each account has
 * its own window, so an account that does not answer does not block the jobs of other accounts.
 */
export class BulkWorker {
  readonly #options: WorkerOptions & Readonly<Record<'window' | 'leaseMs' | 'pollMs', number>>;
  readonly #clock: Clock;
  /** In the order of service: the run that was served longest ago is the first. */
  readonly #runs = new Set<JobRun>();
  /** By account. */
  readonly #windows = new Map<string, AccountWindow>();
  readonly #stopping = new Set<Promise<void>>();
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #timer: Timer | undefined;
  #isClosing = false;
  #isFaulty = false;

  constructor({ window = 48, leaseMs = 15_000, pollMs = 500, ...options }: WorkerOptions) {
    this.#options = { ...options, window, leaseMs, pollMs: Math.min(pollMs, leaseMs / 3) };
    this.#clock = options.clock ?? systemClock;
  }

  start(): void {
    this.wake();
  }

  /** Renews the leases and looks for jobs at once. Called when a job was started or cancelled. */
  wake(): void {
    if (this.#isClosing) return;
    if (this.#looking !== undefined) {
      this.#lookAgain = true;
      return;
    }
    this.#timer?.cancel();
    this.#looking = this.#look()
      .catch((thrown: unknown) => {
        this.#fault(thrown);
      })
      .finally(() => {
        this.#looking = undefined;
        const delayMs = this.#lookAgain ? 0 : this.#options.pollMs;
        this.#lookAgain = false;
        if (this.#isClosing) return;
        this.#timer = this.#clock.setTimer(delayMs, () => {
          this.wake();
        });
      });
  }

  /** Sends no more items, waits for the outcomes of those that are sent, and releases the leases. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#timer?.cancel();
    for (const run of this.#runs) this.#stop(run);
    await this.#looking;
    for (const run of this.#runs) this.#stop(run);
    await Promise.all(this.#stopping);
  }

  async #look(): Promise<void> {
    const { store, replica, leaseMs } = this.#options;
    const held = [...this.#runs];
    if (held.length > 0) {
      const running = new Set(
        await store.renewLeases(
          held.map(({ job }) => job),
          leaseMs,
        ),
      );
      for (const run of held) if (!running.has(run.job.jobId)) this.#stop(run);
    }
    const jobs = await store.leaseJobs(replica, leaseMs);
    this.#isFaulty = false;
    for (const job of jobs) this.#runs.add(this.#createRun(job));
    for (const run of this.#runs) run.load();
    // The pause of an account may have ended.
    this.#fill();
  }

  #createRun(job: JobRun['job']): JobRun {
    const { store, service, authorize, wasForbidden, pollMs } = this.#options;
    return new JobRun(
      {
        store,
        service,
        authorize,
        wasForbidden,
        clock: this.#clock,
        pauseMs: pollMs,
        onReady: () => {
          this.#fill();
        },
        onEnded: (refusal) => {
          this.#windowOf(job.account).ended(refusal);
          this.#fill();
        },
        onFault: (thrown) => {
          this.#fault(thrown);
        },
      },
      job,
    );
  }

  /** Called when the lease is lost, when the job is cancelled or has ended, and when this replica shuts down. */
  #stop(run: JobRun): void {
    if (!this.#runs.delete(run)) return;
    const stopping = run.stop().finally(() => this.#stopping.delete(stopping));
    this.#stopping.add(stopping);
  }

  /** Gives each free slot of an account's window to the job of this account that uses the fewest slots. */
  #fill(): void {
    for (const [account, runs] of Map.groupBy(this.#runs, ({ job }) => job.account))
      this.#fillAccount(account, runs);
  }

  #windowOf(account: string): AccountWindow {
    const known = this.#windows.get(account);
    if (known !== undefined) return known;
    const created = new AccountWindow(this.#options.window, this.#clock);
    this.#windows.set(account, created);
    return created;
  }

  #fillAccount(account: string, runs: readonly JobRun[]): void {
    const used = runs.reduce((sum, { slots }) => sum + slots, 0);
    let free = this.#windowOf(account).free(used);
    // A copy in the order of service: the run that was served longest ago is the first.
    const order = new Set(runs);
    for (; free > 0; free -= 1) {
      const run = nextRun(order);
      if (run === undefined) return;
      for (const runs of [order, this.#runs]) {
        runs.delete(run);
        runs.add(run);
      }
      run.sendNext();
    }
  }

  #fault(thrown: unknown): void {
    if (!this.#isFaulty) this.#options.onFault?.(toStreamError(thrown).code);
    this.#isFaulty = true;
  }
}

function nextRun(runs: Iterable<JobRun>): JobRun | undefined {
  let fewest: JobRun | undefined;
  for (const run of runs) if (run.hasItem && (fewest === undefined || run.slots < fewest.slots)) fewest = run;
  return fewest;
}
