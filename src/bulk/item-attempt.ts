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

/** How old a permit may be when its call is made. */
const LONGEST_CHECK_MS = 100;
/** The forbid list is usually cached. While it is read again, the permit waits at most this long, in milliseconds. */
const LIST_WAIT_MS = 50;

export interface ItemAttemptOptions {
  readonly store: Pick<JobStore, 'markSent'>;
  readonly service: LiveStreamService;
  readonly authorize: Authorize;
  /** Default: it is not known. */
  readonly wasForbidden?: WasForbidden | undefined;
  readonly clock: Clock;
}

/** One item of a leased job on its way through the bulk lane. */
export class ItemAttempt {
  readonly #options: ItemAttemptOptions;
  readonly #job: LeasedJob;
  readonly #item: PendingItem;
  readonly #abort = new AbortController();
  #isSent = false;
  #isMarked = false;
  #wasForbidden: boolean | undefined;
  /** What the last check before sending found. */
  #answer: SendAnswer = 'MARKED';

  constructor(options: ItemAttemptOptions, job: LeasedJob, item: PendingItem) {
    this.#options = options;
    this.#job = job;
    this.#item = item;
  }

  /** @returns what is to be written; undefined where the item is no longer this lease's */
  async run(): Promise<OutcomeRecord | undefined> {
    try {
      const requestId = await this.#resume();
      const { attempts, ...record } = toPendingOutcome(this.#item);
      const wasForbidden = this.#wasForbidden;
      return { ...record, outcome: 'RESUMED', attempts: attempts + 1, requestId, wasForbidden };
    } catch (thrown) {
      return this.#toOutcome(toStreamError(thrown));
    }
  }

  /** Leaves the lane, unless the item is sent. */
  stop(): void {
    if (!this.#isSent) this.#abort.abort();
  }

  async #resume(): Promise<string> {
    const { domainName, caller, jobId, reason, correlationId } = this.#job;
    const { appName, streamName } = this.#item;
    // Before the wait for a permit, so that the list is cached when the call is sent.
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
        maySend: () => this.#maySend(),
        onSent: () => {
          this.#isSent = true;
        },
      },
    );
    return requestId;
  }

  /** Grants, lease, job and ledger as they are when the permit is granted: the item may have waited for long. */
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
    // The permit is for now. A mark that is not followed by a call is taken back with the outcome.
    if (this.#answer === 'MARKED' && clock.now() - beganMs > LONGEST_CHECK_MS)
      throw new StreamError('RATE_LIMITED', { outcome: 'NOT_SENT' });
    return this.#answer === 'MARKED';
  }

  /** From the list that all readers share for 2 seconds. */
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
    // An attempt before may have reached the upstream; its RequestId and its count stay with the item.
    const { attempts, requestId } = record;
    return { ...toPendingOutcome(this.#item), attempts, requestId, outcome: 'SKIPPED' };
  }
}
