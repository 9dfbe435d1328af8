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

/** A job to store. */
export interface NewJob {
  readonly id: string;
  /** The name of the account that the domain belongs to. */
  readonly account: string;
  readonly domainName: string;
  /** The subject and those claims that grants test. Each item of the job is authorized with them. */
  readonly caller: Caller;
  readonly reason: string | undefined;
  readonly idempotencyKey: string | undefined;
  /** The hash of what the request resumes. */
  readonly requestHash: string;
  readonly correlationId: string;
  readonly streams: readonly StreamNames[];
}

export interface StoredJob {
  readonly id: string;
  readonly account: string;
  readonly subject: string;
  readonly domainName: string;
  readonly reason: string | undefined;
  /** The apps of the job, without repetition. Undefined if `listApps` must be called for them. */
  readonly apps: readonly string[] | undefined;
  /** Undefined for a job of an earlier version. */
  readonly requestHash: string | undefined;
  readonly state: BulkState;
  readonly total: number;
  readonly resumed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly skipped: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | undefined;
}

/** Selects the jobs of a caller and all jobs of some domains, newest first. */
export interface JobQuery {
  readonly subject: string;
  readonly domains: readonly string[];
  readonly state: BulkState | undefined;
  /** The page starts after this position. */
  readonly after: JobPosition | undefined;
  readonly first: number;
}

/** A job was not stored because its caller has too much unfinished work. */
export interface CapReached {
  readonly cap: 'jobs' | 'items';
  /** How many unfinished items must end before the same request can be accepted. */
  readonly itemsAhead: number;
}

/** One lease of a job. Each lease of a job has a different number, which excludes writes by a former holder. */
export interface JobLease {
  readonly jobId: string;
  readonly number: number;
}

/** A job that this replica works on until its lease ends. */
export interface LeasedJob extends JobLease {
  readonly account: string;
  readonly domainName: string;
  /** The caller as it was stored with the job. The claims are empty if none were stored. */
  readonly caller: Caller;
  readonly reason: string | undefined;
  readonly correlationId: string;
}

/** An item without an outcome. */
export interface PendingItem extends StreamNames {
  /** The position of the item in its job, from 1. */
  readonly seq: number;
  /** The number of attempts that may have reached the upstream. */
  readonly attempts: number;
  /** How often the item was sent and its replica ended before the outcome was written. */
  readonly unanswered: number;
}

/** An item that is about to be sent. */
export interface SendMark extends Pick<PendingItem, 'seq' | 'unanswered'> {
  /** Whether this lease may have marked the item before. The mark is then repeated and not counted a second time. */
  readonly isRepeated: boolean;
}

/**
 * Whether an item may be sent. `MARKED`: it may be sent. `LOST`: another replica holds the job or has written the item,
 * or the job is cancelled. `FORBIDDEN`: the stream was forbidden after the job was started.
 */
export type SendAnswer = 'MARKED' | 'LOST' | 'FORBIDDEN';

/** The record that is written for an item after an attempt: an outcome, or PENDING if it is tried again. */
export interface OutcomeRecord extends Pick<PendingItem, 'seq' | 'attempts' | 'unanswered'> {
  readonly outcome: ItemOutcome;
  readonly requestId: string | undefined;
  readonly code: ErrorCode | undefined;
  /** Whether the stream was on the forbid list before the last attempt. Undefined if that is not known. */
  readonly wasForbidden?: boolean | undefined;
  /** Only for PENDING: the time until the item may be tried again. */
  readonly dueInMs: number;
}

/**
 * Keeps jobs. All times come from the clock of the database, because the clocks of replicas can differ. Every method
 * rejects with STORE_UNAVAILABLE if the database cannot be reached.
 */
export interface JobStore {
  /**
   * Writes a job with all its items, or returns the job that the same caller started with the same key. The caps are
   * checked in the transaction that writes the job. Jobs that start at the same moment cannot exceed them.
   */
  create(job: NewJob): Promise<StoredJob | CapReached>;
  find(id: string): Promise<StoredJob | undefined>;
  findByKey(subject: string, idempotencyKey: string): Promise<StoredJob | undefined>;
  listItems(jobId: string, query: BulkItemQuery): Promise<BulkItemPage>;
  list(query: JobQuery): Promise<readonly StoredJob[]>;
  /** The domains that have jobs, without repetition. */
  listDomains(): Promise<readonly string[]>;
  /** The items that are FAILED or CANCELLED, in the order of the job. */
  listNotResumed(jobId: string): Promise<readonly StreamNames[]>;
  /** The apps of the job, without repetition. They never change. */
  listApps(jobId: string): Promise<readonly string[]>;
  /**
   * Leases all unfinished jobs that no replica holds. It leaves out the jobs of an account if another replica holds a
   * job of that account. One replica works on all jobs of an account and sends their items in turn. This way the jobs
   * share the budget fairly.
   */
  leaseJobs(replica: string, leaseMs: number): Promise<readonly LeasedJob[]>;
  /** Extends leases. @returns the ids of the jobs that are still held and still RUNNING */
  renewLeases(leases: readonly JobLease[], leaseMs: number): Promise<readonly string[]>;
  /** Ends a lease if it is still held. Another replica can then lease the job at once. */
  releaseLease(lease: JobLease): Promise<void>;
  /** The first `count` items that have no outcome and are due, in the order of the job. */
  listDue(jobId: string, count: number): Promise<readonly PendingItem[]>;
  /**
   * Called right before an item is sent. Counts the call as unanswered if the item may be sent. One statement checks
   * the lease, the job, the item and the ledger.
   */
  markSent(lease: JobLease, item: SendMark): Promise<SendAnswer>;
  /**
   * Writes outcomes of one job, and ends the job with the last one. The first outcome of an item is never replaced.
   * The store accepts records only from the holder, except RESUMED. A resume is a fact even if the lease was lost.
   */
  writeOutcomes(lease: JobLease, records: readonly OutcomeRecord[]): Promise<void>;
  /** Cancels all items that are not sent. The items that are sent keep waiting for their outcomes. */
  cancel(id: string): Promise<void>;
}
