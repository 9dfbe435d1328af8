import { waitWithin } from '../stream/wait-within.js';
import { StoreUnavailable } from './unavailable.js';

export interface MigrationGate {
  /** Waits for the update, however long it takes. Rejects with the error of the database. */
  finish(): Promise<void>;
  /**
   * Waits for the update, but not longer than a statement may take.
   * @throws StoreUnavailable while the update continues
   */
  pass(): Promise<void>;
}

/** Updates the tables once for all callers that wait. If the update fails, the next call tries again. */
export function createMigrationGate(update: () => Promise<unknown>, timeoutMs: number): MigrationGate {
  let updating: Promise<void> | undefined;
  let isDone = false;
  const finish = (): Promise<void> => {
    updating ??= update().then(
      () => {
        isDone = true;
      },
      (thrown: unknown) => {
        updating = undefined;
        throw thrown;
      },
    );
    return updating;
  };
  return {
    finish,
    async pass() {
      if (!isDone) await waitWithin({ timeoutMs }, finish, () => new StoreUnavailable('timeout'));
    },
  };
}
