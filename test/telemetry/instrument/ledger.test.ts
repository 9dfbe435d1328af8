import { expect, test } from '@jest/globals';
import { trace } from '@opentelemetry/api';
import { observeLedgerWrites } from '../../../src/telemetry/instrument/ledger.js';
import { createMetrics } from '../../../src/telemetry/metrics.js';

test('writes to the ledger are measured, and failures are counted', async () => {
  const metrics = createMetrics(
    { operations: [], actions: [], codes: [], protocolCodes: [], outcomes: [] },
    { client: 'core', version: '1.2.3' },
  );
  const onWrite = observeLedgerWrites({ metrics: metrics.calls, tracer: trace.getTracer('test') });
  onWrite('intend')(false);
  onWrite('conclude')(false);
  onWrite('intend')(true);
  const { text } = await metrics.page();
  expect(text).toContain('apsara_live_gateway_ledger_write_seconds_count{write="intend"} 2');
  expect(text).toContain('apsara_live_gateway_ledger_write_seconds_count{write="conclude"} 1');
  expect(text).toContain('apsara_live_gateway_ledger_failures_total{write="intend"} 1');
  expect(text).toContain('apsara_live_gateway_ledger_failures_total{write="conclude"} 0');
});
