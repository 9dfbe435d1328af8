import { isConnectionFault, StoreUnavailable, toStoreFault } from './unavailable.js';

/** Does something with the store. @throws StoreUnavailable where the database does not do it */
export type Attempt = <T>(act: () => Promise<T>) => Promise<T>;

export interface AttemptOptions {
  /** Waits until the tables are up to date. Default: they are. */
  readonly ready?: (() => Promise<void>) | undefined;
  /** Called for each attempt that the database did not execute. */
  readonly onUnavailable?: ((fault: StoreUnavailable) => void) | undefined;
}

/**
 * Waits for the tables, and tries twice where the connection was at fault: it may be long dead, or lead to a server that
 * was demoted. The statement of a connection that broke may have been done, so that what is attempted must bear to be
 * done twice.
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
