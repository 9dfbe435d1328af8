import { type Ledger } from '../../stream/ledger.js';
import { type CallMetrics } from '../metrics.js';
import { type Tracer } from '../tracer.js';

export interface LedgerInstruments {
  readonly metrics: CallMetrics;
  readonly tracer: Tracer | undefined;
}

/** The ledger, its writes timed and counted; reading it is part of no action. */
export function instrumentLedger(ledger: Ledger, { metrics, tracer }: LedgerInstruments): Ledger {
  const observe = async <T>(write: 'intend' | 'conclude', act: () => Promise<T>): Promise<T> => {
    const span = tracer?.active.getStore()?.child(`ledger ${write}`);
    const startMs = performance.now();
    let failed = true;
    try {
      const value = await act();
      failed = false;
      return value;
    } finally {
      metrics.onLedger(write, performance.now() - startMs, failed);
      span?.end(undefined, failed ? 'STORE_UNAVAILABLE' : undefined);
    }
  };
  return {
    intend: (intent) => observe('intend', () => ledger.intend(intent)),
    hasNewerForbid: (id) => ledger.hasNewerForbid(id),
    conclude: (id, result) => observe('conclude', () => ledger.conclude(id, result)),
    listActions: (queries) => ledger.listActions(queries),
    findActions: (ids) => ledger.findActions(ids),
    countActions: (addresses, limit) => ledger.countActions(addresses, limit),
    readForbiddenUntil: (addresses) => ledger.readForbiddenUntil(addresses),
  };
}
