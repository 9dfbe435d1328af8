import { type Clock } from '../../stream/clock.js';
import { type BudgetState, createBudgetState } from './budget-state.js';
import { type OperationLimit } from './operation-limit.js';
import { type BudgetView, type PermitStore, type Reservation, type ReserveRequest } from './permit-store.js';
import { reserve, type StoreTime, toView } from './slot-allocator.js';

export const MEMORY_EPOCH = 'memory';

/** Keeps permits in this process: for a single replica, or for its share while the shared store is unreachable. */
export class MemoryPermitStore implements PermitStore {
  readonly #clock: Clock;
  readonly #states = new Map<string, BudgetState>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  reserve(request: ReserveRequest): Reservation {
    const { state, reservation } = reserve(this.#stateOf(request.limit), request, this.#time);
    this.#states.set(request.limit.operation, state);
    return reservation;
  }

  view(limit: OperationLimit, replica: string): BudgetView {
    return toView(this.#stateOf(limit), { limit, replica, guardMs: 0 }, this.#time);
  }

  get #time(): StoreTime {
    return { epoch: MEMORY_EPOCH, nowMs: this.#clock.now(), notBeforeMs: -Infinity };
  }

  #stateOf({ operation, limit }: OperationLimit): BudgetState {
    return this.#states.get(operation) ?? createBudgetState(limit);
  }
}
