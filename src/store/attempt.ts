import { isConnectionFault, toStoreFault } from './unavailable.js';

/** Does something with the store; what fails is STORE_UNAVAILABLE. */
export type Attempt = <T>(act: () => Promise<T>) => Promise<T>;

/**
 * Waits until the tables are up to date, and tries twice where the connection was at fault: one that lay idle may be
 * long dead. What is attempted may therefore happen twice, and must bear it.
 */
export function createAttempt(ready: () => Promise<void> = () => Promise.resolve()): Attempt {
  return async (act) => {
    await ready();
    try {
      return await act();
    } catch (thrown) {
      if (!isConnectionFault(thrown)) throw toStoreFault(thrown);
    }
    try {
      return await act();
    } catch (thrown) {
      throw toStoreFault(thrown);
    }
  };
}
