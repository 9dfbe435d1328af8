import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
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

test('/metrics counts permits, retries and what the breaker does, and health tells its state', async () => {
  await gateway.post(RESUME, { input: DEMO_STREAM });
  const waits = 'permit_wait_seconds_count{operation="ResumeLiveStream",lane="interactive"}';
  expect(await metric(waits)).toBe(1);
  expect(await metric('breaker_state{state="closed"}')).toBe(1);

  emulator.inject({ fault: 'reset-before-answer', times: 'always' });
  await gateway.post(RESUME, { input: DEMO_STREAM });
  expect(await metric('retries_total{operation="ResumeLiveStream",code="UPSTREAM_UNAVAILABLE"}')).toBe(2);
  expect(await metric('breaker_state{state="closed"}')).toBe(0);
  expect(await metric('breaker_state{state="open"}')).toBe(1);

  const ready = await fetch(new URL('/health/ready', gateway.url));
  expect(ready.status).toBe(200);
  expect(await ready.json()).toMatchObject({ status: 'ready', breaker: 'open' });
});
