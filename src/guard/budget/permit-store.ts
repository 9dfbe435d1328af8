import { type OperationLimit } from './operation-limit.js';

/** The number of waiting calls in each lane. */
export interface Waiting {
  readonly interactive: number;
  readonly bulk: number;
}

/**
 * A permit is the right to make one call, at `atMs` or shortly after. It occupies one slot of the window. A budget of N
 * calls has N slots. A slot is free again one window after the latest time at which its call can have reached the
 * upstream. More than N calls in one window would need two calls in one slot. Therefore the limit holds for any order
 * of arrival.
 */
export interface Reserved {
  readonly slot: number;
  /** The time when the call may be sent, on the store's clock. */
  readonly atMs: number;
  /** The time when the slot is free again, for amendments. `wasFreeAtMs` is its former value, to return the permit. */
  readonly freeAtMs: number;
  readonly wasFreeAtMs: number;
  /** Whether the permit is from the share of the bulk lane. Other permits go to the interactive lane first. */
  readonly bulkOnly: boolean;
}

/** Corrects the time of one slot, unless the slot was granted again in the meantime. */
export interface Amendment {
  /** The epoch of the view that the permit was granted with. */
  readonly epoch: string;
  readonly slot: number;
  /** The present `freeAtMs` of the slot. With another value, the slot is not changed. */
  readonly expectedMs: number;
  readonly freeAtMs: number;
}

export interface ReserveRequest {
  readonly limit: OperationLimit;
  /** How much later than a prompt call a call can reach the upstream without an amendment of its slot. */
  readonly guardMs: number;
  /** The name of the requesting replica. Replicas that wait at the same time share the permits. */
  readonly replica: string;
  readonly replicas: number;
  /** The number of requested permits, by lane. Zeros withdraw an earlier request. */
  readonly waiting: Waiting;
  /** How far ahead of its time a permit can be reserved, by lane. */
  readonly horizonMs: Waiting;
  readonly amendments: readonly Amendment[];
  /** The ages of calls that were made without this store and still count, in ms. Only set after an outage. */
  readonly carriedAgesMs?: readonly number[] | undefined;
  /** Set after the upstream throttled a call: reduces the rate and pauses for this time (0: no pause). */
  readonly slowedForMs?: number | undefined;
  /** The rest of a pause that another store knows. It does not reduce the rate, because nothing was throttled anew. */
  readonly pausedForMs?: number | undefined;
}

/** The state of one budget at `nowMs`, all times on the store's clock. */
export interface BudgetView {
  /** Identifies the clock. Times of different epochs cannot be compared. */
  readonly epoch: string;
  readonly nowMs: number;
  readonly slots: number;
  readonly windowMs: number;
  /** The number of slots that can be in use at the same time: the limit, or less after throttling. */
  readonly usable: number;
  /** The time when the slot at position `k`, from 0, is free. Slots are in the order in which they become free. */
  freeAtMs(k: number): number;
  readonly pausedUntilMs: number;
  readonly waitingElsewhere: Waiting;
}

export interface Reservation {
  readonly permits: readonly Reserved[];
  /** The time when the next request can succeed, on the store's clock. Undefined if all permits were granted. */
  readonly askAgainAtMs: number | undefined;
  readonly view: BudgetView;
}

/**
 * Keeps the permits of budgets, in this process or in a database that replicas share. All implementations pass
 * `test/contract/budget.contract.ts`. An unreachable store rejects with STORE_UNAVAILABLE (NOT_SENT).
 */
export interface PermitStore {
  /** Reserves the available permits in one atomic step. */
  reserve(request: ReserveRequest): Reservation | Promise<Reservation>;
  /** Returns the state of a budget for `replica`, without a reservation. */
  view(limit: OperationLimit, replica: string): BudgetView | Promise<BudgetView>;
}
