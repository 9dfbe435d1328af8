import { type Ledger } from '../stream/ledger.js';
import { type LedgerOptions, SqlLedger } from './ledger.js';

export interface StoreLedger {
  /** An object whose functions need no `this`: a test replaces one of them. */
  readonly ledger: Ledger;
  /** Writes outcomes that the store did not take before, if it takes them now. */
  close(): Promise<void>;
}

export function createStoreLedger(options: LedgerOptions): StoreLedger {
  const sql = new SqlLedger(options);
  return {
    ledger: {
      intend: (intent) => sql.intend(intent),
      hasNewerForbid: (id) => sql.hasNewerForbid(id),
      conclude: (id, result) => sql.conclude(id, result),
      listActions: (queries) => sql.listActions(queries),
      findActions: (ids) => sql.findActions(ids),
      countActions: (addresses, limit) => sql.countActions(addresses, limit),
      readForbiddenUntil: (addresses) => sql.readForbiddenUntil(addresses),
    },
    close: () => sql.close(),
  };
}
