import {
  type BudgetView,
  type PermitStore,
  type Reservation,
  type ReserveRequest,
} from '../guard/permit-store.js';
import { type OperationLimit } from '../guard/limits.js';
import { toStoreFault } from './unavailable.js';

/**
 * Permits of a database that was away at the start: its tables are brought up to date before the first permit, by
 * whichever request finds it back. Rejects with STORE_UNAVAILABLE until then.
 */
export class MigratedPermitStore implements PermitStore {
  readonly #permits: PermitStore;
  readonly #migrate: () => Promise<unknown>;
  #migrated: Promise<unknown> | undefined;

  constructor(permits: PermitStore, migrate: () => Promise<unknown>) {
    this.#permits = permits;
    this.#migrate = migrate;
  }

  async reserve(request: ReserveRequest): Promise<Reservation> {
    await this.#ready();
    return this.#permits.reserve(request);
  }

  async view(limit: OperationLimit, replica: string): Promise<BudgetView> {
    await this.#ready();
    return this.#permits.view(limit, replica);
  }

  async #ready(): Promise<void> {
    this.#migrated ??= this.#migrate();
    try {
      await this.#migrated;
    } catch (thrown) {
      this.#migrated = undefined;
      throw toStoreFault(thrown);
    }
  }
}
