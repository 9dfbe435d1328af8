import { DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { startGateway, type TestGateway } from './gateway.js';
import { RESUME } from './queries.js';

/**
 * Starts a gateway and sends requests until every metric has a series: resumes, shared calls,
 * throttling, retries and refusals.
 */
export async function startBusyGateway(): Promise<TestGateway> {
  const gateway = await startGateway(
    { LIVE_CLIENT: 'core', BUDGET_RESUME_LIVE_STREAM: '5', REQUEST_TIMEOUT_MS: '400' },
    { guard: { retry: { pauseMs: 1 } } },
  );
  const resume = (streamName: string): Promise<unknown> =>
    gateway.post(RESUME, { input: { ...DEMO_STREAM, streamName } });
  gateway.emulator.configure({ latencyMs: 30 });
  await Promise.all([resume('shared'), resume('shared'), resume('shared')]);
  gateway.emulator.inject({ fault: 'Throttling.User', times: 1 });
  await resume('throttled');
  await Promise.all(Array.from({ length: 10 }, (_, n) => resume(`refused-${String(n)}`)));
  return gateway;
}
