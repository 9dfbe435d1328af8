import { type Tracer } from '@opentelemetry/api';
import { type CallMetrics, type LedgerWrite } from '../call-metrics.js';
import { endSpan, startSpan } from '../span.js';

export interface LedgerInstruments {
  readonly metrics: CallMetrics;
  readonly tracer: Tracer;
}

/**
 * Measures and counts the writes to the ledger, and creates a span for each. Reads do not belong to an action
 * and are not observed.
 * @returns a function to call before a write; it returns a function to call after the write
 */
export function observeLedgerWrites({
  metrics,
  tracer,
}: LedgerInstruments): (write: LedgerWrite) => (failed: boolean) => void {
  return (write) => {
    const span = startSpan(tracer, `ledger ${write}`);
    const startMs = performance.now();
    return (failed) => {
      metrics.onLedger(write, performance.now() - startMs, failed);
      if (span !== undefined) endSpan(span, {}, failed ? 'STORE_UNAVAILABLE' : undefined);
    };
  };
}
