import { SlotAllocator } from './slot-allocator.js';
import { type Clock } from '../../stream/clock.js';
import { type OperationLimit } from './operation-limit.js';
import { type BudgetView, type PermitStore, type Reservation, type ReserveRequest } from './permit-store.js';

/** Permits kept in this process: for one replica, or for its share while the shared store is away. */
export class MemoryPermitStore implements PermitStore {
  readonly #clock: Clock;
  readonly #allocators = new Map<string, SlotAllocator>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  reserve(request: ReserveRequest): Reservation {
    return this.#of(request.limit).reserve(request, this.#clock.now());
  }

  view(limit: OperationLimit, replica: string): BudgetView {
    return this.#of(limit).view(replica, this.#clock.now());
  }

  #of({ operation, limit, windowMs }: OperationLimit): SlotAllocator {
    const known = this.#allocators.get(operation);
    if (known !== undefined) return known;
    const allocator = new SlotAllocator(limit, windowMs);
    this.#allocators.set(operation, allocator);
    return allocator;
  }
}
