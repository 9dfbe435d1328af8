import {
  type ActionFilter,
  type ActionSearch,
  type ActionTally,
  type FoundActions,
} from './action-search.js';
import { type Action, type ActionIntent, type ActionKind, type ActionResult } from './action.js';
import type { StreamAddress } from './address.js';
import { type ForbidOrder } from './upstream.js';

export type { Action, ActionIntent, ActionKind, ActionOutcome, ActionResult } from './action.js';

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
  /**
   * A page of the actions that match. What one search reads is bounded: where few actions match, it ends before the page
   * is full, and the next page goes on from there. One or two statements.
   */
  searchActions(search: ActionSearch): Promise<FoundActions>;
  /**
   * How many actions match; undefined where too many would have to be read. One statement, or one for each of at most 20
   * domains.
   */
  tallyActions(filter: ActionFilter): Promise<readonly ActionTally[] | undefined>;
  /** Every domain that has an action, once. One statement. */
  listActionDomains(): Promise<readonly string[]>;
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
