import { type Caller } from '../stream/caller.js';
import { type ErrorCode } from '../stream/error-codes.js';
import { type StreamNames } from '../stream/upstream.js';

/** The most streams of one job that are named one by one. */
export const MAX_LISTED_STREAMS = 10_000;
/** The most unfinished jobs of one caller. */
export const MAX_UNFINISHED_JOBS = 20;
/** The most items without an outcome in all jobs of one caller. */
export const MAX_UNFINISHED_ITEMS = 50_000;

/** `RUNNING` until every item has its outcome; `CANCELLED` jobs end what was sent and leave the rest. */
export type BulkState = 'RUNNING' | 'CANCELLED' | 'FINISHED';

/**
 * `PENDING` is the only one that may still change. `SKIPPED`: the stream was forbidden after the job was started, so
 * that the job did not lift the forbid.
 */
export type ItemOutcome = 'PENDING' | 'RESUMED' | 'FAILED' | 'CANCELLED' | 'SKIPPED';

/** What a caller requests: a list of streams, or every forbidden stream of the domain (or of one app of it). */
export interface BulkResumeRequest {
  readonly domainName: string;
  /** Undefined with `allForbidden`. */
  readonly streams: readonly StreamNames[] | undefined;
  readonly allForbidden: boolean;
  /** With `allForbidden` only: the app that is meant. */
  readonly appName: string | undefined;
  readonly reason: string | undefined;
  /** One job for each key and caller, however often it is requested. 1 to 128 characters. */
  readonly idempotencyKey: string | undefined;
}

/** A job with its counts of one moment. */
export interface BulkResume {
  readonly id: string;
  readonly state: BulkState;
  readonly domainName: string;
  /** The subject of the caller that started it. */
  readonly by: string;
  readonly reason: string | undefined;
  readonly total: number;
  readonly resumed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly skipped: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | undefined;
  /** Estimated from the rate of the budget, while the job runs. */
  readonly secondsLeft: number | undefined;
  /** Items that got an outcome by being worked on, a second, since the start; undefined before the first one. */
  readonly perSecond: number | undefined;
}

/** A position in a list of jobs: behind the job of this start and id. An empty id is before all jobs of that start. */
export interface JobPosition {
  readonly startedAtMs: number;
  readonly id: string;
}

export interface BulkResumesQuery {
  /** 1 to 500. */
  readonly first: number;
  readonly after?: JobPosition | undefined;
  readonly state?: BulkState | undefined;
}

export interface BulkResumesPage {
  readonly jobs: readonly BulkResume[];
  /** Where the next page begins; undefined behind the last job. */
  readonly next: JobPosition | undefined;
}

/** A further attempt at what a job has not resumed. */
export interface RetryRequest {
  readonly id: string;
  /** As of `BulkResumeRequest`. */
  readonly idempotencyKey: string | undefined;
}

/** Who starts a job, and the request that it came with. */
export interface StartCall {
  readonly caller: Caller;
  readonly correlationId: string;
  readonly signal: AbortSignal;
}

export interface BulkItem extends StreamNames {
  /** Orders the items of a job; opaque. */
  readonly id: string;
  readonly outcome: ItemOutcome;
  /** Alibaba's RequestId of the last attempt that got one. */
  readonly requestId: string | undefined;
  readonly code: ErrorCode | undefined;
  readonly attempts: number;
  /** Whether the stream was on the forbid list before it was sent; undefined where that is not known. */
  readonly wasForbidden?: boolean | undefined;
}

export interface BulkItemPage {
  readonly items: readonly BulkItem[];
  readonly total: number;
  readonly hasMore: boolean;
}

export interface BulkItemQuery {
  /** 1 to 500. */
  readonly first: number;
  /** The id of the last item already seen. */
  readonly after?: string | undefined;
  readonly outcome?: ItemOutcome | undefined;
}

/**
 * Jobs that resume streams by the thousand, in the bulk lane. They live in the store: they survive a restart, and
 * every replica works on them. A job belongs to the caller that started it; a caller with a `manage` grant for all of
 * its streams may also see and cancel it. For any other caller it is JOB_NOT_FOUND, as if it did not exist.
 */
export interface BulkResumes {
  /**
   * Writes the job down and returns at once.
   * @throws StreamError BAD_USER_INPUT with paths under `input`; FORBIDDEN for the whole where a stream has no
   * `resume` grant, its message naming up to 10; RATE_LIMITED, NOT_SENT, where the caller has MAX_UNFINISHED_JOBS jobs
   * or would have more than MAX_UNFINISHED_ITEMS items; STORE_UNAVAILABLE
   */
  start(order: BulkResumeRequest, call: StartCall): Promise<BulkResume>;
  /**
   * Starts a job of the FAILED and CANCELLED items of a job that has ended, with its domain and reason.
   * @throws StreamError as `start` does; BAD_USER_INPUT for a job that has not ended or has no such item; JOB_NOT_FOUND
   */
  retry(order: RetryRequest, call: StartCall): Promise<BulkResume>;
  /** Stops what is not sent. Harmless for a job that has ended. @throws StreamError JOB_NOT_FOUND */
  cancel(id: string, caller: Caller): Promise<BulkResume>;
  /** Undefined if there is no such job, or the caller may not see it. */
  find(id: string, caller: Caller): Promise<BulkResume | undefined>;
  /**
   * Newest first. A page may hold fewer jobs than there are, even none, and still have a next one: how many jobs of other
   * callers are looked at for one page is limited.
   */
  list(query: BulkResumesQuery, caller: Caller): Promise<BulkResumesPage>;
  listItems(id: string, query: BulkItemQuery): Promise<BulkItemPage>;
  /**
   * The job now, and again whenever it has changed, at most 4 times a second, until it has ended; also where another
   * replica does the work. Ends when the signal aborts. @throws StreamError JOB_NOT_FOUND
   */
  watch(id: string, caller: Caller, signal: AbortSignal): AsyncIterable<BulkResume>;
}
