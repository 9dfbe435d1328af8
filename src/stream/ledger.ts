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

/** A request for one page of the actions of one stream. */
export interface ActionQuery {
  readonly address: StreamAddress;
  /** The size of the page, at least 1. */
  readonly first: number;
  /** The id of the action after which the page begins. */
  readonly after?: string | undefined;
}

export interface ActionPage {
  /** Newest first. */
  readonly actions: readonly Action[];
  readonly hasMore: boolean;
}

/**
 * Records each action, its caller and its reason. The upstream does not keep this information. Every method rejects
 * with STORE_UNAVAILABLE if the store cannot be reached.
 */
export interface LedgerWriter {
  /** Records the intent durably before the call is sent. @returns the id of the action */
  intend(intent: ActionIntent): Promise<string>;
  /**
   * Returns whether the stream of the action was forbidden after the action was recorded, through any replica. A FORBID
   * counts if it succeeded, if its outcome is unknown, or if it is in progress. A FORBID in the same millisecond counts
   * too.
   */
  hasNewerForbid(id: string): Promise<boolean>;
  /** Records the outcome of an action. Only the first outcome is kept. */
  conclude(id: string, result: ActionResult): Promise<void>;
}

/**
 * Reads the recorded actions. If a crash left an action without an outcome, it reads as UNKNOWN. Every method rejects
 * with STORE_UNAVAILABLE if the store cannot be reached.
 */
export interface LedgerReader {
  /**
   * Returns one page for each query, in order. A page includes the actions on the stream's name under "*". It runs one
   * statement. For each query, the statement reads at most two pages of the requested size. SQLite uses the largest
   * requested size for all queries.
   */
  listActions(queries: readonly ActionQuery[]): Promise<readonly ActionPage[]>;
  /** Returns the actions with these ids, in order; undefined for an unknown id. It runs one statement. */
  findActions(ids: readonly string[]): Promise<readonly (Action | undefined)[]>;
  /**
   * Returns one page of the actions that match. The number of actions that one search reads is limited. If few actions
   * match, the search ends before the page is full, and the next page continues from there. It runs one or two
   * statements.
   */
  searchActions(search: ActionSearch): Promise<FoundActions>;
  /**
   * Returns how many actions match, for each app; undefined if it would have to read too many actions. It runs one
   * statement, or one statement for each of at most 20 domains.
   */
  tallyActions(filter: ActionFilter): Promise<readonly ActionTally[] | undefined>;
  /** Returns every domain that has an action, without duplicates. It runs one statement. */
  listActionDomains(): Promise<readonly string[]>;
  /** Returns the number of actions of each stream, counted up to `limit`, in order. It runs one statement. */
  countActions(addresses: readonly StreamAddress[], limit: number): Promise<readonly number[]>;
  /**
   * Returns the end of the forbid of each stream according to the ledger, in order. It is the end of the newest
   * successful forbid, if that end is in the future and no successful resume of the stream, or of its name under "*",
   * came later. Otherwise it is undefined. It runs one statement.
   */
  readForbiddenUntil(addresses: readonly StreamAddress[]): Promise<readonly (Date | undefined)[]>;
}

/** Returns the kind of action that a forbid order is. */
export function toActionKind(order: ForbidOrder): ActionKind {
  return order.mode === 'CUT' ? 'CUT' : 'FORBID';
}
