import { expect, test } from '@jest/globals';
import { trace } from '@opentelemetry/api';
import { instrumentLedger } from '../../../src/telemetry/instrument/ledger.js';
import { StreamError } from '../../../src/stream/errors.js';
import { type ActionIntent, type Ledger } from '../../../src/stream/ledger.js';
import { createMetrics } from '../../../src/telemetry/metrics.js';

const INTENT: ActionIntent = {
  address: { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' },
  kind: 'RESUME',
  subject: 'user-42',
  reason: undefined,
  until: undefined,
  correlationId: 'ledger-test',
};
const DONE = { outcome: 'SUCCEEDED', requestId: 'request-1', code: undefined } as const;

/** What one that works and one that is away do; what is kept is of no interest here. */
function ledgerThat(away: () => boolean): Ledger {
  const answer = <T>(value: T): Promise<T> =>
    away() ? Promise.reject(new StreamError('STORE_UNAVAILABLE')) : Promise.resolve(value);
  return {
    intend: () => answer('action-1'),
    hasNewerForbid: () => answer(false),
    conclude: () => answer(undefined),
    listActions: () => answer([]),
    countActions: () => answer([]),
    readForbiddenUntil: () => answer([]),
  };
}

test('the ledger’s writes are timed and their failures counted; what it says stays as it is', async () => {
  const metrics = createMetrics(
    { operations: [], actions: [], codes: [], protocolCodes: [], outcomes: [] },
    { client: 'core', version: '1.2.3' },
  );
  let away = false;
  const ledger = instrumentLedger(
    ledgerThat(() => away),
    { metrics: metrics.calls, tracer: trace.getTracer('test') },
  );
  expect(await ledger.intend(INTENT)).toBe('action-1');
  await ledger.conclude('action-1', DONE);
  away = true;
  await expect(ledger.intend(INTENT)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  const { text } = await metrics.page();
  expect(text).toContain('apsara_live_gateway_ledger_write_seconds_count{write="intend"} 2');
  expect(text).toContain('apsara_live_gateway_ledger_write_seconds_count{write="conclude"} 1');
  expect(text).toContain('apsara_live_gateway_ledger_failures_total{write="intend"} 1');
  expect(text).toContain('apsara_live_gateway_ledger_failures_total{write="conclude"} 0');
});
