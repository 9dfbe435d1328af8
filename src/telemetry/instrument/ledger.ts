import { type Tracer } from '@opentelemetry/api';
import { type CallMetrics, type LedgerWrite } from '../call-metrics.js';
import { endSpan, startSpan } from '../span.js';

export interface LedgerInstruments {
  readonly metrics: CallMetrics;
  readonly tracer: Tracer;
}

/**
 * Times and counts the writes of the ledger, and makes a span for each. Reads belong to no action and are not observed.
 * @returns called before a write; returns what is called after it
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
