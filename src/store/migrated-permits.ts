import {
  type BudgetView,
  type PermitStore,
  type Reservation,
  type ReserveRequest,
} from '../guard/permit-store.js';
import { type OperationLimit } from '../guard/limits.js';

/** Permits that wait for their tables: a database that was away at the start brings them later. */
export class MigratedPermitStore implements PermitStore {
  readonly #permits: PermitStore;
  readonly #ready: () => Promise<void>;

  constructor(permits: PermitStore, ready: () => Promise<void>) {
    this.#permits = permits;
    this.#ready = ready;
  }

  async reserve(request: ReserveRequest): Promise<Reservation> {
    await this.#ready();
    return this.#permits.reserve(request);
  }

  async view(limit: OperationLimit, replica: string): Promise<BudgetView> {
    await this.#ready();
    return this.#permits.view(limit, replica);
  }
}
