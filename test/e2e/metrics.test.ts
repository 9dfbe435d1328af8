import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { type MetricsPage, readMetrics } from '../support/metrics-page.js';
import { RESUME } from '../support/queries.js';

const emulator = createEmulator(demoWorld());
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway(
    { LIVE_CLIENT: 'core' },
    { emulator, guard: { retry: { pauseMs: 1 }, breaker: { faults: 3 } } },
  );
});
afterAll(() => gateway.close());

async function metric(name: string): Promise<number | undefined> {
  const response = await fetch(new URL('/metrics', gateway.url));
  expect(response.headers.get('content-type')).toContain('text/plain');
  const line = (await response.text())
    .split('\n')
    .find((text) => text.startsWith(`apsara_live_gateway_${name} `));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

test('/metrics counts permits, retries and changes of the breaker, and the health check reports its state', async () => {
  await gateway.post(RESUME, { input: DEMO_STREAM });
  const waits =
    'permit_wait_seconds_count{account="default",operation="ResumeLiveStream",lane="interactive"}';
  expect(await metric(waits)).toBe(1);
  expect(await metric('breaker_state{account="default",state="closed"}')).toBe(1);

  emulator.inject({ fault: 'reset-before-answer', times: 'always' });
  await gateway.post(RESUME, { input: DEMO_STREAM });
  expect(
    await metric('retries_total{account="default",operation="ResumeLiveStream",code="UPSTREAM_UNAVAILABLE"}'),
  ).toBe(2);
  expect(await metric('breaker_state{account="default",state="closed"}')).toBe(0);
  expect(await metric('breaker_state{account="default",state="open"}')).toBe(1);

  const ready = await fetch(new URL('/health/ready', gateway.url));
  expect(ready.status).toBe(200);
  expect(await ready.json()).toMatchObject({ status: 'ready', breaker: 'open', client: 'core' });
});

describe('a value that clients choose', () => {
  const upstream = createEmulator(demoWorld({ limits: 'off' }));
  let lifted: TestGateway;
  beforeAll(async () => {
    const guard = { retry: { attempts: 1 }, breaker: { faults: 1_000_000 } };
    lifted = await startGateway(
      { LIVE_CLIENT: 'core', BUDGET_RESUME_LIVE_STREAM: '0' },
      { emulator: upstream, guard },
    );
  });
  afterAll(() => lifted.close());

  test('creates no series: a thousand requests with different names, documents and answers add no line', async () => {
    const faults = [
      'InvalidDomain.NotFound',
      'QuotaExceeded.Blacklist',
      'InternalError',
      '502-html',
    ] as const;
    const ask = async (n: number): Promise<void> => {
      const fault = faults[n % 8];
      if (fault !== undefined) upstream.inject({ fault, times: 1 });
      const name = `name-${String(n)}-${Math.random().toString(36)}`;
      const input = {
        domainName: `${name}.example.com`,
        appName: name,
        streamName: n % 11 === 0 ? 'b d' : name,
      };
      if (n % 10 === 9) await lifted.post(`query Q${String(n)} { field${String(n)} }`);
      else await lifted.post(RESUME, { input }, { 'x-correlation-id': name });
    };
    for (let n = 0; n < 100; n += 1) await ask(n);
    const ofOurs = ({ series }: MetricsPage) => series.filter(({ name }) => name.startsWith('apsara_'));
    const before = ofOurs(await readMetrics(lifted.url)).length;
    for (let n = 100; n < 1_100; n += 10) await Promise.all(Array.from({ length: 10 }, (_, m) => ask(n + m)));
    const series = ofOurs(await readMetrics(lifted.url));
    expect(series).toHaveLength(before);
    const requests = series.filter(({ name }) => name === 'apsara_live_gateway_requests_total');
    const errors = series.filter(({ name }) => name === 'apsara_live_gateway_errors_total');
    const total = (rows: typeof series): number => rows.reduce((sum, { value }) => sum + value, 0);
    expect(total(requests)).toBe(900);
    expect(total(errors)).toBeGreaterThan(400);
    expect(errors.find(({ labels }) => labels['code'] === 'BAD_USER_INPUT')?.value).toBe(90);
  });

  test('is counted by code, also for faults of the token or the protocol', async () => {
    const count = async (code: string): Promise<number> => {
      const { series } = await readMetrics(lifted.url);
      const found = series.find(
        ({ name, labels }) => name === 'apsara_live_gateway_errors_total' && labels['code'] === code,
      );
      return found?.value ?? 0;
    };
    const codes = ['UNAUTHENTICATED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_REQUEST'] as const;
    const before = await Promise.all(codes.map(count));
    await lifted.post(RESUME, { input: DEMO_STREAM }, { authorization: undefined });
    await lifted.post('{ nothing }');
    await lifted.post(RESUME, { input: DEMO_STREAM }, { 'content-type': 'text/plain' });
    expect(await Promise.all(codes.map(count))).toEqual(before.map((value) => value + 1));
  });
});
