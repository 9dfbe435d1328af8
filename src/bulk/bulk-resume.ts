import { type Caller } from '../stream/caller.js';
import { type ErrorCode } from '../stream/error-codes.js';
import { type StreamNames } from '../stream/upstream.js';

/** The most streams in the list of one request. */
export const MAX_LISTED_STREAMS = 10_000;
/** The most unfinished jobs of one caller. */
export const MAX_UNFINISHED_JOBS = 20;
/** The most items without an outcome, over all jobs of one caller. */
export const MAX_UNFINISHED_ITEMS = 50_000;

/**
 * A job is `RUNNING` until every item has an outcome or the job is cancelled. A `CANCELLED` job sends no more items,
 * but still gets the outcomes of the items that were sent before.
 */
export type BulkState = 'RUNNING' | 'CANCELLED' | 'FINISHED';

/**
 * Only `PENDING` can still change. `SKIPPED` means that the stream was forbidden after the job was started, and that
 * the job did not lift this forbid.
 */
export type ItemOutcome = 'PENDING' | 'RESUMED' | 'FAILED' | 'CANCELLED' | 'SKIPPED';

/** A request for a job: a list of streams, or all forbidden streams of a domain or of one of its apps. */
export interface BulkResumeRequest {
  readonly domainName: string;
  /** Undefined with `allForbidden`. */
  readonly streams: readonly StreamNames[] | undefined;
  readonly allForbidden: boolean;
  /** Only with `allForbidden`: limits the job to one app. */
  readonly appName: string | undefined;
  readonly reason: string | undefined;
  /** A caller that repeats a key gets the same job again. 1 to 128 printable ASCII characters without spaces. */
  readonly idempotencyKey: string | undefined;
}

/** A job and its counts at one moment. */
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
  /**
   * The estimated time to the end of a running job, in seconds. It is based on the rate of the budget, or on
   * `perSecond` if the budget is lifted. Undefined if neither is known.
   */
  readonly secondsLeft: number | undefined;
  /** The average rate since the start, in resumed, failed and skipped items per second. Undefined before the first. */
  readonly perSecond: number | undefined;
}

/**
 * A position in a list of jobs: after the job with this start time and id. An empty id is the position before all jobs
 * with that start time.
 */
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
  /** The start of the next page. Undefined if there are no more jobs. */
  readonly next: JobPosition | undefined;
}

/** A request for a new job of the streams that an earlier job did not resume. */
export interface RetryRequest {
  /** The id of the earlier job. */
  readonly id: string;
  /** See `BulkResumeRequest`. */
  readonly idempotencyKey: string | undefined;
}

/** The caller that starts a job, and the context of its request. */
export interface StartCall {
  readonly caller: Caller;
  readonly correlationId: string;
  readonly signal: AbortSignal;
}

export interface BulkItem extends StreamNames {
  /** Opaque. Items of a job are listed in the order of their ids. */
  readonly id: string;
  readonly outcome: ItemOutcome;
  /** The RequestId of Alibaba Cloud, from the last attempt that got one. */
  readonly requestId: string | undefined;
  readonly code: ErrorCode | undefined;
  readonly attempts: number;
  /** Whether the stream was on the forbid list before it was resumed. Undefined if that is not known. */
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
  /** The id of the last item of the previous page. */
  readonly after?: string | undefined;
  readonly outcome?: ItemOutcome | undefined;
}

/**
 * Jobs that resume thousands of streams in the bulk lane. They are kept in the store: they survive a restart, and any
 * replica can work on them. A job belongs to the caller that started it. A caller with a `manage` grant for all of its
 * streams can also see, retry and cancel it. Any other caller gets JOB_NOT_FOUND, as if the job did not exist.
 */
export interface BulkResumes {
  /**
   * Stores the job and returns without waiting for its items. Returns the earlier job if the caller has used the
   * idempotency key before.
   * @throws StreamError BAD_USER_INPUT with paths under `input`; FORBIDDEN if at least one stream has no `resume` grant
   * (the message names up to 10 streams); RATE_LIMITED (NOT_SENT) if the caller has MAX_UNFINISHED_JOBS jobs or would
   * have more than MAX_UNFINISHED_ITEMS items; STORE_UNAVAILABLE
   */
  start(order: BulkResumeRequest, call: StartCall): Promise<BulkResume>;
  /**
   * Starts a new job with the FAILED and CANCELLED items of a job that has ended. The new job has the same domain and
   * reason.
   * @throws StreamError as `start` does; BAD_USER_INPUT if the job has not ended or has no such items; JOB_NOT_FOUND
   */
  retry(order: RetryRequest, call: StartCall): Promise<BulkResume>;
  /** Cancels the items that are not sent yet. Does nothing if the job has ended. @throws StreamError JOB_NOT_FOUND */
  cancel(id: string, caller: Caller): Promise<BulkResume>;
  /** Returns undefined if the job does not exist or the caller may not see it. */
  find(id: string, caller: Caller): Promise<BulkResume | undefined>;
  /**
   * Lists the jobs that the caller may see, newest first. A page can have fewer jobs than `first`, or none, although
   * there is a next page. The reason is that one page reads only a limited number of jobs of other callers.
   */
  list(query: BulkResumesQuery, caller: Caller): Promise<BulkResumesPage>;
  listItems(id: string, query: BulkItemQuery): Promise<BulkItemPage>;
  /**
   * Yields the job now and after each change until it has ended, at most 4 times per second. Changes by other replicas
   * are included. Ends when the signal aborts.
   * @throws StreamError JOB_NOT_FOUND
   */
  watch(id: string, caller: Caller, signal: AbortSignal): AsyncIterable<BulkResume>;
}
