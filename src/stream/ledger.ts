import type { StreamAddress } from './address.js';
import { type ErrorCode } from './error-codes.js';
import { type ForbidOrder } from './upstream.js';

export type ActionKind = 'RESUME' | 'FORBID' | 'CUT';

/**
 * How an action ended. `UNKNOWN`: it was sent without a trustworthy answer, or the gateway ended before it could write
 * the outcome. Never `SUCCEEDED` on a guess.
 */
export type ActionOutcome = 'PENDING' | 'SUCCEEDED' | 'NOT_SENT' | 'REJECTED' | 'UNKNOWN';

/** What is written down before the call. */
export interface ActionIntent {
  /** The name of the account that the domain belonged to. */
  readonly account: string;
  readonly address: StreamAddress;
  readonly kind: ActionKind;
  /** The token's subject. */
  readonly subject: string;
  readonly reason: string | undefined;
  /** The end of a forbid. */
  readonly until: Date | undefined;
  readonly correlationId: string;
  /** The bulk job it belongs to. */
  readonly jobId?: string | undefined;
}

/** What is written down after the call. */
export interface ActionResult {
  readonly outcome: Exclude<ActionOutcome, 'PENDING'>;
  /** Alibaba's RequestId, where the upstream gave one. */
  readonly requestId: string | undefined;
  readonly code: ErrorCode | undefined;
}

/** One action as the ledger keeps it. */
export interface Action extends ActionIntent {
  /** Orders actions: a later one is greater. Opaque. */
  readonly id: string;
  readonly outcome: ActionOutcome;
  readonly requestId: string | undefined;
  readonly code: ErrorCode | undefined;
  readonly startedAt: Date;
  readonly finishedAt: Date | undefined;
}

/** A request for a page of one stream's actions. */
export interface ActionQuery {
  readonly address: StreamAddress;
  /** The size of the page, 1 or more. */
  readonly first: number;
  /** The id of the last action already seen. */
  readonly after?: string | undefined;
}

export interface ActionPage {
  /** Newest first. */
  readonly actions: readonly Action[];
  readonly hasMore: boolean;
}

/**
 * Writes down what is done, by whom and why: the upstream remembers none of it. Every method rejects with
 * STORE_UNAVAILABLE where the store cannot be reached.
 */
export interface LedgerWriter {
  /** Writes the intent, durably, before anything is sent. @returns the action's id */
  intend(intent: ActionIntent): Promise<string>;
  /**
   * Whether the stream of the action was forbidden after the action was intended, through any replica: a FORBID that
   * has succeeded, may have, or is under way. A forbid of the same millisecond counts.
   */
  hasNewerForbid(id: string): Promise<boolean>;
  /** Writes the outcome. The first one stays. */
  conclude(id: string, result: ActionResult): Promise<void>;
}

/**
 * Reads what was done. An action that a crash left without an outcome reads as UNKNOWN. Every method rejects with
 * STORE_UNAVAILABLE where the store cannot be reached.
 */
export interface LedgerReader {
  /**
   * What was done to each of the streams, also by an action on its name under "*". In order. One statement, which reads
   * up to two pages of the requested size for each; SQLite takes the largest size for all of them.
   */
  listActions(queries: readonly ActionQuery[]): Promise<readonly ActionPage[]>;
  /** The actions with these ids, in order; undefined for an id of none. One statement. */
  findActions(ids: readonly string[]): Promise<readonly (Action | undefined)[]>;
  /** How many actions each of the streams has, counted up to `limit`. In order. One statement. */
  countActions(addresses: readonly StreamAddress[], limit: number): Promise<readonly number[]>;
  /**
   * Until when each of the streams is forbidden as far as the ledger knows: the end of the newest successful forbid
   * that no successful resume (of the stream, or of its name under "*") has followed. In order; undefined for none. One statement.
   */
  readForbiddenUntil(addresses: readonly StreamAddress[]): Promise<readonly (Date | undefined)[]>;
}

/** What kind of action an order is. */
export function toActionKind(order: ForbidOrder): ActionKind {
  return order.mode === 'CUT' ? 'CUT' : 'FORBID';
}
