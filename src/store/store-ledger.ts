import { type Ledger } from '../stream/ledger.js';
import { isConnectionFault, toStoreFault } from './unavailable.js';

/**
 * A ledger whose faults are STORE_UNAVAILABLE. Each call waits until the tables are up to date, and is tried twice
 * where the connection was at fault: one that lay idle may be long dead, and every write may be repeated.
 */
export function createStoreLedger(ledger: Ledger, ready: () => Promise<void>): Ledger {
  const attempt = async <T>(act: () => Promise<T>): Promise<T> => {
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
  return {
    intend: (intent) => attempt(() => ledger.intend(intent)),
    conclude: (id, result) => attempt(() => ledger.conclude(id, result)),
    listActions: (address, page) => attempt(() => ledger.listActions(address, page)),
    readForbiddenUntil: (addresses) => attempt(() => ledger.readForbiddenUntil(addresses)),
  };
}
