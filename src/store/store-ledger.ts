import { type Ledger } from '../stream/ledger.js';
import { type Attempt } from './attempt.js';

/** A ledger whose faults are STORE_UNAVAILABLE. */
export function createStoreLedger(ledger: Ledger, attempt: Attempt): Ledger {
  return {
    intend: (intent) => attempt(() => ledger.intend(intent)),
    hasNewerForbid: (id) => attempt(() => ledger.hasNewerForbid(id)),
    conclude: (id, result) => attempt(() => ledger.conclude(id, result)),
    listActions: (queries) => attempt(() => ledger.listActions(queries)),
    countActions: (addresses, limit) => attempt(() => ledger.countActions(addresses, limit)),
    readForbiddenUntil: (addresses) => attempt(() => ledger.readForbiddenUntil(addresses)),
  };
}
