import { type Ledger } from '../stream/ledger.js';
import { type Attempt } from './attempt.js';

/** A ledger whose faults are STORE_UNAVAILABLE. */
export function createStoreLedger(ledger: Ledger, attempt: Attempt): Ledger {
  return {
    intend: (intent) => attempt(() => ledger.intend(intent)),
    hasNewerForbid: (id) => attempt(() => ledger.hasNewerForbid(id)),
    conclude: (id, result) => attempt(() => ledger.conclude(id, result)),
    listActions: (address, page) => attempt(() => ledger.listActions(address, page)),
    countActions: (address) => attempt(() => ledger.countActions(address)),
    readForbiddenUntil: (addresses) => attempt(() => ledger.readForbiddenUntil(addresses)),
  };
}
