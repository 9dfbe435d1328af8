import { describe, expect, it } from '@jest/globals';
import { StreamError } from '../../src/stream/errors.js';
import { endOf, holdAttempts } from './upstream.js';
import { createWorld, RESUME } from './world.js';

const ONE = { ...RESUME, limit: 1 };

describe('deadline', () => {
  it('aborts a call at its deadline, with the outcome UNKNOWN', async () => {
    const { guard, call, clock } = createWorld({ requestTimeoutMs: 1000 });
    const held = holdAttempts();
    const end = endOf(guard.run(call('one', { attempt: held.attempt })));
    await clock.pass(999);
    expect(held.signals[0]?.aborted).toBe(false);
    await clock.pass(1);
    expect(held.signals[0]?.aborted).toBe(true);
    expect(await end).toMatchObject({ code: 'UPSTREAM_TIMEOUT', outcome: 'UNKNOWN', retryable: true });
    expect(clock.timers).toBe(0);
  });

  it('reports a lost answer as not retryable if a repeated call would act again', async () => {
    const { guard, call, clock } = createWorld({ requestTimeoutMs: 1000 });
    const { attempt } = holdAttempts();
    const end = endOf(guard.run(call('cut', { attempt, retryableAfterSending: false })));
    await clock.pass(1000);
    expect(await end).toMatchObject({ code: 'UPSTREAM_TIMEOUT', retryable: false });
  });

  it.each([
    ['was not sent', 'NOT_SENT', { code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_SENT', retryable: true }],
    ['was sent', 'UNKNOWN', { code: 'UPSTREAM_TIMEOUT', outcome: 'UNKNOWN', retryable: false }],
  ] as const)(
    'uses the outcome of an aborted attempt that reports that it %s',
    async (_what, outcome, told) => {
      const { guard, call, clock } = createWorld({ requestTimeoutMs: 1000 });
      const attempt = (signal: AbortSignal): Promise<string> =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(new StreamError('UPSTREAM_UNAVAILABLE', { outcome }));
          });
        });
      const end = endOf(guard.run(call('cut', { attempt, retryableAfterSending: false })));
      await clock.pass(1000);
      expect(await end).toMatchObject(told);
    },
  );

  it('aborts a call at once when its client leaves', async () => {
    const { guard, call, clock } = createWorld();
    const held = holdAttempts();
    const client = new AbortController();
    const end = endOf(guard.run(call('one', { attempt: held.attempt, signal: client.signal })));
    await clock.settle();
    client.abort();
    expect(held.signals[0]?.aborted).toBe(true);
    expect(await end).toMatchObject({ code: 'UPSTREAM_TIMEOUT', outcome: 'UNKNOWN' });
    await clock.settle();
    expect(clock.timers).toBe(0);
  });

  it('refuses a call at once that cannot get a permit in time, with the time until the next permit', async () => {
    const { guard, call, clock, arrivals } = createWorld({ limits: [ONE], requestTimeoutMs: 900 });
    const first = guard.run(call('first'));
    await clock.settle();
    const end = await endOf(guard.run(call('late')));
    expect(end).toMatchObject({ code: 'RATE_LIMITED', outcome: 'NOT_SENT', retryable: true });
    const { retryAfterMs } = end as { retryAfterMs: number };
    await clock.pass(retryAfterMs);
    expect(await first).toBe('first');
    const again = guard.run(call('again'));
    await clock.settle();
    expect(arrivals.map(({ name }) => name)).toEqual(['first', 'again']);
    await clock.pass(100);
    await again;
  });

  it('refuses a call if the queue is full', async () => {
    const { guard, call, clock } = createWorld({ limits: [ONE], maxWaiting: 2 });
    const all = [0, 1, 2].map((n) => guard.run(call(`n-${n}`)));
    await clock.settle();
    expect(await endOf(guard.run(call('one too many')))).toMatchObject({ code: 'RATE_LIMITED' });
    await clock.pass(5000);
    expect(await Promise.all(all)).toEqual(['n-0', 'n-1', 'n-2']);
  });

  it('refuses a waiting call at once when its client leaves, and uses no permit for it', async () => {
    const { guard, call, clock, arrivals } = createWorld({ limits: [ONE] });
    const client = new AbortController();
    const first = guard.run(call('first'));
    const leaver = endOf(guard.run(call('leaver', { signal: client.signal })));
    const last = guard.run(call('last'));
    await clock.pass(100);
    client.abort();
    expect(await leaver).toMatchObject({ code: 'RATE_LIMITED', outcome: 'NOT_SENT' });
    await clock.pass(1000);
    expect(await Promise.all([first, last])).toEqual(['first', 'last']);
    expect(arrivals.map(({ name }) => name)).toEqual(['first', 'last']);
  });
});
