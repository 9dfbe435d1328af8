import { afterEach, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { RESUME } from '../support/queries.js';

const BUDGETS = '{ liveCallBudgets { operation perSecond available waiting retryAfterMs } }';
const whole = (operation: string, perSecond: number) => ({
  operation,
  perSecond,
  available: perSecond,
  waiting: 0,
  retryAfterMs: 0,
});
let gateway: TestGateway;

afterEach(() => gateway.close());

describe('liveCallBudgets', () => {
  test('shows a full budget if nothing was spent, and makes no upstream call', async () => {
    gateway = await startGateway();
    const { body } = await gateway.post(BUDGETS);
    expect(body).toEqual({
      data: {
        liveCallBudgets: [
          whole('ResumeLiveStream', 30),
          whole('ForbidLiveStream', 20),
          whole('DescribeLiveStreamsBlockList', 50),
          expect.objectContaining({ operation: 'DescribeLiveStreamsOnlineList', waiting: 0 }),
          expect.objectContaining({ operation: 'DescribeLiveDomainMapping', waiting: 0 }),
          whole('DescribeLiveUserDomains', 100),
          expect.objectContaining({ operation: 'DescribeLiveStreamsNotifyUrlConfig', waiting: 0 }),
          whole('DescribeLiveStreamsNotifyRecords', 100),
        ],
      },
    });
    expect(gateway.emulator.calls()).toEqual([]);
  });

  test('shows a spent budget, the number of waiting calls, and the time of the next permit', async () => {
    const emulator = createEmulator(demoWorld({ limits: 'off' }));
    // One call in two seconds: the permit is still spent when the query arrives.
    gateway = await startGateway({ BUDGET_RESUME_LIVE_STREAM: '0.5' }, { emulator });
    await gateway.post(RESUME, { input: DEMO_STREAM });
    const waits = gateway.post(RESUME, { input: { ...DEMO_STREAM, streamName: 'waits' } });
    const read = async () => {
      const { body } = await gateway.post(BUDGETS);
      return (body.data?.['liveCallBudgets'] as { waiting: number }[])[0];
    };
    let budget = await read();
    for (let look = 0; look < 500 && budget?.waiting !== 1; look += 1) budget = await read();
    expect(budget).toEqual({
      operation: 'ResumeLiveStream',
      perSecond: 0.5,
      available: 0,
      waiting: 1,
      retryAfterMs: expect.any(Number),
    });
    expect((budget as unknown as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(0);
    expect(emulator.calls()).toHaveLength(1);
    await waits;
  });

  test('is refused without a token', async () => {
    gateway = await startGateway();
    const { body } = await gateway.post(BUDGETS, {}, { authorization: undefined });
    expect(body.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });
});
