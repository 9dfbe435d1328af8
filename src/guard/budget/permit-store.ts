import { type OperationLimit } from './operation-limit.js';

/** How many calls wait in each lane. */
export interface Waiting {
  readonly interactive: number;
  readonly bulk: number;
}

/**
 * A permit: the right to make one call, at `atMs` or shortly after. It occupies one slot of the window. A budget
 * of N calls has N slots, and a slot is free again one window after its call reached the upstream at the latest.
 * More than N calls in one window would need two of them in one slot, so the limit holds whatever the order in
 * which calls arrive.
 */
export interface Reserved {
  readonly slot: number;
  /** When the call may be sent, on the store's clock. */
  readonly atMs: number;
  /** When the slot is free again, and when it was free before: for amending or giving back. */
  readonly freeAtMs: number;
  readonly wasFreeAtMs: number;
  /** Bulk's own share while people wait; any other permit goes to a person first. */
  readonly bulkOnly: boolean;
}

/** Corrects one slot, unless it has been taken since. */
export interface Amendment {
  /** The clock and the slots that are meant, as in the view. */
  readonly epoch: string;
  readonly slot: number;
  /** What `freeAtMs` the slot must still have. */
  readonly expectedMs: number;
  readonly freeAtMs: number;
}

export interface ReserveRequest {
  readonly limit: OperationLimit;
  /** How much later than a prompt one a call may reach the upstream before its slot must be amended. */
  readonly guardMs: number;
  /** The requesting replica; replicas that wait at the same time share the permits. */
  readonly replica: string;
  readonly replicas: number;
  /** How many permits are wanted, by lane. Zeros withdraw an earlier wish. */
  readonly waiting: Waiting;
  /** How far ahead of its time a permit may be reserved, by lane. */
  readonly horizonMs: Waiting;
  readonly amendments: readonly Amendment[];
  /** Ages in ms of calls made without this store's permit, which count all the same; its presence means an outage. */
  readonly carriedAgesMs?: readonly number[] | undefined;
  /** The upstream throttled a call: reduce the rate, and pause for this long (0: do not pause). */
  readonly slowedForMs?: number | undefined;
}

/** The state of one budget at `nowMs`, all times on the store's clock. */
export interface BudgetView {
  /** Which clock: times of different epochs cannot be compared. */
  readonly epoch: string;
  readonly nowMs: number;
  readonly slots: number;
  readonly windowMs: number;
  /** How many slots may be in use at once: the limit, or less after the upstream throttled. */
  readonly usable: number;
  /** When the slot is free that is `k`-th to be free, from 0 on; the past for one that is free now. */
  freeAtMs(k: number): number;
  readonly pausedUntilMs: number;
  readonly waitingElsewhere: Waiting;
}

export interface Reservation {
  readonly permits: readonly Reserved[];
  /** When the next request can succeed, on the store's clock; absent when every requested permit was granted. */
  readonly askAgainAtMs: number | undefined;
  readonly view: BudgetView;
}

/**
 * Where the permits of a budget are kept: in this process, or in a database that replicas share. Twins pass
 * `test/contract/budget.contract.ts`. A store that cannot be reached rejects with STORE_UNAVAILABLE, NOT_SENT.
 */
export interface PermitStore {
  /** Reserves what can be had, in one step that no other replica can come between. */
  reserve(request: ReserveRequest): Reservation | Promise<Reservation>;
  /** Looks without reserving, as `replica`. */
  view(limit: OperationLimit, replica: string): BudgetView | Promise<BudgetView>;
}
