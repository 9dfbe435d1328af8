import { isConnectionFault, StoreUnavailable, toStoreFault } from './unavailable.js';

/**
 * Runs an operation on the store.
 * @throws StoreUnavailable if the database does not execute it
 */
export type Attempt = <T>(act: () => Promise<T>) => Promise<T>;

export interface AttemptOptions {
  /** Waits until the tables are up to date. The default assumes that they are. */
  readonly ready?: (() => Promise<void>) | undefined;
  /** Called for each attempt that the database did not execute. */
  readonly onUnavailable?: ((fault: StoreUnavailable) => void) | undefined;
}

/**
 * Waits for the tables, runs the operation, and runs it once more after a connection fault: the connection may have
 * been dead for a long time, or may lead to a demoted server.
 * The database may have executed a statement whose connection broke. Therefore an operation must be safe to run twice.
 */
export function createAttempt({ ready, onUnavailable }: AttemptOptions = {}): Attempt {
  const toFault = (thrown: unknown): unknown => {
    const fault = toStoreFault(thrown);
    if (fault instanceof StoreUnavailable) onUnavailable?.(fault);
    return fault;
  };
  return async (act) => {
    const actOnce = async (): ReturnType<typeof act> => {
      await ready?.();
      return act();
    };
    try {
      return await actOnce();
    } catch (thrown) {
      if (!isConnectionFault(thrown)) throw toFault(thrown);
    }
    try {
      return await actOnce();
    } catch (thrown) {
      throw toFault(thrown);
    }
  };
}
