import { type Authorize } from '../stream/caller.js';
import { type Clock } from '../stream/clock.js';
import { StreamError, toStreamError } from '../stream/errors.js';
import { type LiveStreamService } from '../stream/live-stream-service.js';
import { WAS_FORBIDDEN_WAIT_MS, type WasForbidden } from '../stream/was-forbidden.js';
import { toFailedOutcome, toPendingOutcome } from './item-outcome.js';
import {
  type JobStore,
  type LeasedJob,
  type OutcomeRecord,
  type PendingItem,
  type SendAnswer,
} from './job-store.js';

/**
 * The longest time that the checks before sending may take. A permit is too old after that: the budget assumes that a
 * call arrives at most 250 ms after the time of its permit (arrival-delay.ts), and the network needs a part of it.
 */
const LONGEST_CHECK_MS = 200;
/** The longest time that a granted permit waits for the forbid list. The list is usually cached. */
const LIST_WAIT_MS = 50;

export interface ItemAttemptOptions {
  readonly store: Pick<JobStore, 'markSent'>;
  readonly service: LiveStreamService;
  readonly authorize: Authorize;
  /** Default: `wasForbidden` of an item stays undefined. */
  readonly wasForbidden?: WasForbidden | undefined;
  readonly clock: Clock;
}

/** One attempt to resume an item of a leased job, in the bulk lane. */
export class ItemAttempt {
  readonly #options: ItemAttemptOptions;
  readonly #job: LeasedJob;
  readonly #item: PendingItem;
  readonly #abort = new AbortController();
  #refusal: StreamError | undefined;
  #isSent = false;
  #isMarked = false;
  #wasForbidden: boolean | undefined;
  /** The last check before sending. A call that an interactive caller shares does not wait for it. */
  #check: Promise<boolean> | undefined;
  /** The result of the last check before sending. */
  #answer: SendAnswer = 'MARKED';

  constructor(options: ItemAttemptOptions, job: LeasedJob, item: PendingItem) {
    this.#options = options;
    this.#job = job;
    this.#item = item;
  }

  /** @returns the record to write; undefined if the lease no longer covers the item */
  async run(): Promise<OutcomeRecord | undefined> {
    try {
      const requestId = await this.#resume().finally(() => this.#checked());
      const { attempts, ...record } = toPendingOutcome(this.#item);
      const wasForbidden = this.#wasForbidden;
      return { ...record, outcome: 'RESUMED', attempts: attempts + 1, requestId, wasForbidden };
    } catch (thrown) {
      const failure = toStreamError(thrown);
      if (failure.outcome === 'NOT_SENT' && failure.retryable && !this.#abort.signal.aborted)
        this.#refusal = failure;
      return this.#toOutcome(failure);
    }
  }

  /** After `run`: the error of a call that was not sent and can be repeated. */
  get refusal(): StreamError | undefined {
    return this.#refusal;
  }

  /** Stops waiting in the lane. Has no effect if the item is sent. */
  stop(): void {
    if (!this.#isSent) this.#abort.abort();
  }

  /** Waits for the check: an outcome that is written before the mark of the item would be marked as unanswered. */
  async #checked(): Promise<void> {
    await this.#check?.catch(() => undefined);
  }

  async #resume(): Promise<string> {
    const { domainName, caller, jobId, reason, correlationId } = this.#job;
    const { appName, streamName } = this.#item;
    // Read the list before the wait for a permit. It is then usually cached when the call is sent.
    await this.#readList(WAS_FORBIDDEN_WAIT_MS);
    const { requestId } = await this.#options.service.resume(
      { domainName, appName, streamName },
      {
        caller,
        correlationId,
        reason,
        jobId,
        lane: 'bulk',
        signal: this.#abort.signal,
        maySend: () => (this.#check = this.#maySend()),
        onSent: () => {
          this.#isSent = true;
        },
      },
    );
    return requestId;
  }

  /** Checks grants, lease, job and ledger when the permit is granted, because the item may have waited a long time. */
  async #maySend(): Promise<boolean> {
    const { store, authorize, clock } = this.#options;
    const { caller, domainName } = this.#job;
    const { appName, seq, unanswered } = this.#item;
    this.#answer = 'MARKED';
    authorize(caller, 'resume', { domainName, appName });
    const beganMs = clock.now();
    const mark = { seq, unanswered, isRepeated: this.#isMarked };
    this.#isMarked = true;
    const [answer, wasForbidden] = await Promise.all([
      store.markSent(this.#job, mark),
      this.#readList(LIST_WAIT_MS),
    ]);
    this.#answer = answer;
    this.#wasForbidden = wasForbidden;
    // A permit is valid only for a call that is made now. If no call follows the mark, the record that is written
    // resets the count of unanswered calls.
    if (this.#answer === 'MARKED' && clock.now() - beganMs > LONGEST_CHECK_MS)
      throw new StreamError('STORE_UNAVAILABLE', { outcome: 'NOT_SENT' });
    return this.#answer === 'MARKED';
  }

  /** Reads the forbid list, which all readers share and which is cached for 2 seconds. */
  #readList(waitMs: number): Promise<boolean | undefined> | undefined {
    const { domainName, caller, correlationId } = this.#job;
    const { appName, streamName } = this.#item;
    const call = { caller, correlationId, lane: 'bulk', signal: this.#abort.signal } as const;
    return this.#options.wasForbidden?.({ domainName, appName, streamName }, call, waitMs);
  }

  #toOutcome(failure: StreamError): OutcomeRecord | undefined {
    if (this.#answer === 'LOST') return undefined;
    const record = { ...toFailedOutcome(this.#item, failure), wasForbidden: this.#wasForbidden };
    if (this.#answer === 'MARKED')
      return this.#abort.signal.aborted && !this.#isSent ? toPendingOutcome(this.#item) : record;
    // An earlier attempt may have reached the upstream. The item keeps its RequestId and its number of attempts.
    const { attempts, requestId } = record;
    return { ...toPendingOutcome(this.#item), attempts, requestId, outcome: 'SKIPPED' };
  }
}
