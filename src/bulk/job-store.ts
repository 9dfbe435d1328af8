import { type Caller } from '../stream/caller.js';
import { type ErrorCode } from '../stream/error-codes.js';
import { type StreamNames } from '../stream/upstream.js';
import { type BulkItemPage, type BulkItemQuery, type BulkState, type ItemOutcome } from './bulk-resume.js';

/** A job as it is written down. */
export interface NewJob {
  readonly id: string;
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
  readonly subject: string;
  readonly domainName: string;
  readonly reason: string | undefined;
  readonly state: BulkState;
  readonly total: number;
  readonly resumed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly skipped: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | undefined;
}

/** Why a job was not written: its caller has too much unfinished work. */
export interface CapReached {
  readonly cap: 'jobs' | 'items';
  /** How many unfinished items must end before the same request can be accepted. */
  readonly itemsAhead: number;
}

/** One lease of one item: another lease of the same item, by any replica, has another `lost`. */
export interface Lease {
  readonly jobId: string;
  readonly seq: number;
  /** How often a replica went away with it before. */
  readonly lost: number;
}

/** An item that this replica may work on until its lease ends. */
export interface LeasedItem extends StreamNames, Lease {
  readonly domainName: string;
  /** As the job keeps it: one object for all items of a job in one answer. Without claims for a job that has none. */
  readonly caller: Caller;
  readonly reason: string | undefined;
  readonly correlationId: string;
  /** Attempts that counted. */
  readonly attempts: number;
  /** How often it was sent and its replica went away before the answer was written down. */
  readonly unanswered: number;
}

/**
 * Whether an item may be sent. `LOST`: another replica holds it, or its job is cancelled. `FORBIDDEN`: its stream was
 * forbidden after the job was started.
 */
export type ClaimAnswer = 'CLAIMED' | 'LOST' | 'FORBIDDEN';

/** What came of a leased item: an outcome, or later once more. */
export interface Settlement extends Lease {
  /** As it was leased. */
  readonly unanswered: number;
  readonly attempts: number;
  readonly outcome: ItemOutcome;
  readonly requestId: string | undefined;
  readonly code: ErrorCode | undefined;
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
  /** Every app that occurs in the job, once. They never change. */
  listApps(jobId: string): Promise<readonly string[]>;
  /** Leases up to `count` items that are due and that no replica holds, of every running job. */
  lease(replica: string, count: number, leaseMs: number): Promise<readonly LeasedItem[]>;
  /**
   * Called right before an item is sent. Counts the call as unanswered, unless the item may not be sent: one statement
   * looks at the lease, the job and the ledger.
   */
  claim(replica: string, item: Pick<LeasedItem, keyof Lease | 'unanswered'>): Promise<ClaimAnswer>;
  /** Renews the leases of this replica, and returns those that it still holds. */
  renew(replica: string, leases: readonly Lease[], leaseMs: number): Promise<readonly Lease[]>;
  /**
   * Writes what came of items and ends the job with its last one. The first outcome of each stays, and only the holder
   * of the lease may write one. RESUMED is the exception: it holds for any replica's call.
   */
  settle(replica: string, settlements: readonly Settlement[]): Promise<void>;
  /** Ends the items that no replica holds; leased items end as they are settled. */
  cancel(id: string): Promise<void>;
  /** Which of the jobs are cancelled. */
  cancelledOf(ids: readonly string[]): Promise<readonly string[]>;
}
