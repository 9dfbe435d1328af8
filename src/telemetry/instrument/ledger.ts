import { type Tracer } from '@opentelemetry/api';
import { type Ledger } from '../../stream/ledger.js';
import { type CallMetrics } from '../metrics.js';
import { endSpan, startSpan } from '../span.js';

export interface LedgerInstruments {
  readonly metrics: CallMetrics;
  readonly tracer: Tracer;
}

/** The ledger, its writes timed and counted; reading it is part of no action. */
export function instrumentLedger(ledger: Ledger, { metrics, tracer }: LedgerInstruments): Ledger {
  const observe = async <T>(write: 'intend' | 'conclude', act: () => Promise<T>): Promise<T> => {
    const span = startSpan(tracer, `ledger ${write}`);
    const startMs = performance.now();
    let failed = true;
    try {
      const value = await act();
      failed = false;
      return value;
    } finally {
      metrics.onLedger(write, performance.now() - startMs, failed);
      if (span !== undefined) endSpan(span, {}, failed ? 'STORE_UNAVAILABLE' : undefined);
    }
  };
  return {
    intend: (intent) => observe('intend', () => ledger.intend(intent)),
    hasNewerForbid: (id) => ledger.hasNewerForbid(id),
    conclude: (id, result) => observe('conclude', () => ledger.conclude(id, result)),
    listActions: (queries) => ledger.listActions(queries),
    countActions: (addresses, limit) => ledger.countActions(addresses, limit),
    readForbiddenUntil: (addresses) => ledger.readForbiddenUntil(addresses),
  };
}
