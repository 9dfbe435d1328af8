import { createLabel, type Meters } from './meters.js';

/** The buckets of upstream calls, in seconds: from a call in the same data centre to the deadline of an attempt. */
const UPSTREAM_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** The buckets of ledger writes, in seconds: from a file on a fast disk to an overloaded database. */
const WRITE_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5];
const LEDGER_WRITES = ['intend', 'conclude'] as const;

export type LedgerWrite = (typeof LEDGER_WRITES)[number];

/** The metrics of requests and calls. */
export interface CallMetrics {
  /** Called when an action has ended, with `OK` or an error code. */
  onRequest(operation: string, code: string): void;
  /** Called when an error was returned to a client. */
  readonly onError: (code: string) => void;
  /** Called when an upstream call has ended. */
  onUpstream(account: string, operation: string, outcome: string, tookMs: number): void;
  /** Called when a write to the ledger has succeeded or failed. */
  onLedger(write: LedgerWrite, tookMs: number, failed: boolean): void;
}

export interface CallLabels {
  readonly operations: readonly string[];
  /** The operations that are actions. */
  readonly actions: readonly string[];
  readonly codes: readonly string[];
  /** The codes of requests that do not become an action. */
  readonly protocolCodes: readonly string[];
  readonly outcomes: readonly string[];
}

export function createCallMetrics({ counter, histogram }: Meters, labels: CallLabels): CallMetrics {
  const toOperation = createLabel(labels.operations);
  const toCode = createLabel(['OK', ...labels.codes, ...labels.protocolCodes]);
  const toOutcome = createLabel(labels.outcomes);
  const requests = counter('requests', 'Actions on streams, by error code; OK is a success.', [
    'operation',
    'code',
  ]);
  const errors = counter('errors', 'Errors that were returned to clients, including refused requests.', [
    'code',
  ]);
  const upstream = histogram(
    'upstream_call_seconds',
    'Duration of each attempt of a call to ApsaraVideo Live, in seconds.',
    ['account', 'operation', 'outcome'],
    UPSTREAM_SECONDS,
  );
  const writes = histogram(
    'ledger_write_seconds',
    'Duration of writes to the ledger, in seconds.',
    ['write'],
    WRITE_SECONDS,
  );
  const failures = counter('ledger_failures', 'Writes to the ledger that failed.', ['write']);
  // Start at 0, because Prometheus sees no increase in a counter that first appears with 1.
  for (const code of labels.codes) errors.inc({ code }, 0);
  for (const operation of labels.actions)
    for (const code of ['OK', ...labels.codes]) requests.inc({ operation, code }, 0);
  for (const write of LEDGER_WRITES) {
    writes.zero({ write });
    failures.inc({ write }, 0);
  }
  return {
    onRequest: (operation, code) => {
      requests.inc({ operation: toOperation(operation), code: toCode(code) });
    },
    onError: (code) => {
      errors.inc({ code: toCode(code) });
    },
    onUpstream: (account, operation, outcome, tookMs) => {
      const labels = { account, operation: toOperation(operation), outcome: toOutcome(outcome) };
      upstream.observe(labels, tookMs / 1000);
    },
    onLedger: (write, tookMs, failed) => {
      writes.observe({ write }, tookMs / 1000);
      if (failed) failures.inc({ write });
    },
  };
}
