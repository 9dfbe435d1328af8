import { type Caller } from '../stream/caller.js';
import { type ErrorCode } from '../stream/error-codes.js';
import { type StreamNames } from '../stream/upstream.js';
import {
  type BulkItemPage,
  type BulkItemQuery,
  type BulkState,
  type ItemOutcome,
  type JobPosition,
} from './bulk-resume.js';

/** A job as it is written down. */
export interface NewJob {
  readonly id: string;
  /** The name of the account that the domain belongs to. */
  readonly account: string;
  readonly domainName: string;
  /** The subject, and of the claims those that grants test: the job is authorized with them for every item. */
  readonly caller: Caller;
  readonly reason: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly correlationId: string;
  readonly streams: readonly StreamNames[];
}

export interface StoredJob {
  readonly id: string;
  readonly account: string;
  readonly subject: string;
  readonly domainName: string;
  readonly reason: string | undefined;
  /** Every app that occurs in the job, once; undefined where `listApps` is to be read. */
  readonly apps: readonly string[] | undefined;
  readonly state: BulkState;
  readonly total: number;
  readonly resumed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly skipped: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | undefined;
}

/** Jobs newest first: those of the caller, and all jobs of the domains. */
export interface JobQuery {
  readonly subject: string;
  readonly domains: readonly string[];
  readonly state: BulkState | undefined;
  /** The page begins behind this position. */
  readonly after: JobPosition | undefined;
  readonly first: number;
}

/** Why a job was not written: its caller has too much unfinished work. */
export interface CapReached {
  readonly cap: 'jobs' | 'items';
  /** How many unfinished items must end before the same request can be accepted. */
  readonly itemsAhead: number;
}

/** One lease of a job. Each lease of it has another number, which fences a former holder. */
export interface JobLease {
  readonly jobId: string;
  readonly number: number;
}

/** A job that this replica works on until its lease ends. */
export interface LeasedJob extends JobLease {
  readonly account: string;
  readonly domainName: string;
  /** As the job keeps it. Without claims for a job that has none. */
  readonly caller: Caller;
  readonly reason: string | undefined;
  readonly correlationId: string;
}

/** An item without an outcome. */
export interface PendingItem extends StreamNames {
  /** Orders the items of a job, from 1. */
  readonly seq: number;
  /** Attempts that counted. */
  readonly attempts: number;
  /** How often it was sent and its replica ended before the outcome was written. */
  readonly unanswered: number;
}

/** An item that is about to be sent. */
export interface SendMark extends Pick<PendingItem, 'seq' | 'unanswered'> {
  /** Whether this lease may have marked the item before: its statement is repeated, and counts no second time. */
  readonly isRepeated: boolean;
}

/**
 * Whether an item may be sent. `LOST`: another replica holds the job or has written the item since, or the job is
 * cancelled. `FORBIDDEN`: its stream was forbidden after the job was started.
 */
export type SendAnswer = 'MARKED' | 'LOST' | 'FORBIDDEN';

/** What is written of an item after its attempt: an outcome, or PENDING to try it again. */
export interface OutcomeRecord extends Pick<PendingItem, 'seq' | 'attempts' | 'unanswered'> {
  readonly outcome: ItemOutcome;
  readonly requestId: string | undefined;
  readonly code: ErrorCode | undefined;
  /** Whether the stream was on the forbid list before the last attempt; undefined where that is not known. */
  readonly wasForbidden?: boolean | undefined;
  /** With PENDING: when it may be tried again, in milliseconds from now. */
  readonly dueInMs: number;
}

/**
 * Where jobs live. Times are the database's own, so that replicas need not agree on one. Every method rejects with
 * STORE_UNAVAILABLE where it cannot be reached.
 */
export interface JobStore {
  /**
   * Writes a job with all its items, or returns the one that the same caller made with the same key. The caps are
   * checked in the transaction that writes the job, so that jobs that start at the same moment cannot pass them.
   */
  create(job: NewJob): Promise<StoredJob | CapReached>;
  find(id: string): Promise<StoredJob | undefined>;
  findByKey(subject: string, idempotencyKey: string): Promise<StoredJob | undefined>;
  listItems(jobId: string, query: BulkItemQuery): Promise<BulkItemPage>;
  list(query: JobQuery): Promise<readonly StoredJob[]>;
  /** Every domain that there is a job of, once. */
  listDomains(): Promise<readonly string[]>;
  /** The items that are FAILED or CANCELLED, in their order. */
  listNotResumed(jobId: string): Promise<readonly StreamNames[]>;
  /** Every app that occurs in the job, once. They never change. */
  listApps(jobId: string): Promise<readonly string[]>;
  /**
   * Leases every job that is to be worked on and has no holder, unless another replica holds one of the same account:
   * all jobs of an account are with one replica, which sends their items in turn, so that they share the budget fairly.
   */
  leaseJobs(replica: string, leaseMs: number): Promise<readonly LeasedJob[]>;
  /** Prolongs leases. @returns the ids of the jobs that are still held and still RUNNING */
  renewLeases(leases: readonly JobLease[], leaseMs: number): Promise<readonly string[]>;
  /** Ends a lease, if it is still held, so that another replica can take the job at once. */
  releaseLease(lease: JobLease): Promise<void>;
  /** The first `count` items that have no outcome and are due, in their order. */
  listDue(jobId: string, count: number): Promise<readonly PendingItem[]>;
  /**
   * Right before an item is sent: counts the call as unanswered, unless it may not be sent. One statement checks the
   * lease, the job, the item and the ledger.
   */
  markSent(lease: JobLease, item: SendMark): Promise<SendAnswer>;
  /**
   * Writes outcomes of one job and ends it with its last one. The first outcome of each item stays. Only the holder
   * writes one, except for RESUMED, which is true even if the lease was lost.
   */
  writeOutcomes(lease: JobLease, records: readonly OutcomeRecord[]): Promise<void>;
  /** Ends all items that are not on their way; these end as their outcomes are written. */
  cancel(id: string): Promise<void>;
}
