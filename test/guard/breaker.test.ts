import { describe, expect, it } from '@jest/globals';
import { type GuardOptions } from '../../src/guard/guard.js';
import { type BreakerState } from '../../src/guard/observer.js';
import { type StreamError } from '../../src/stream/errors.js';
import { endOf, holdAttempts, rejected, scriptAttempts, throttled, unavailable } from './upstream.js';
import { createWorld, RESUME } from './world.js';

const NO_RETRY = { attempts: 1 };

function createBreakerWorld(openMs = 1000, more: Partial<GuardOptions> = {}) {
  const states: BreakerState[] = [];
  const world = createWorld({
    retry: NO_RETRY,
    breaker: { faults: 3, openMs, longestOpenMs: 3 * openMs },
    observer: { onBreaker: ({ state }) => states.push(state) },
    ...more,
  });
  const one = async (end: StreamError | string): Promise<unknown> => {
    const result = endOf(world.guard.run(world.call('one', { attempt: scriptAttempts(end).attempt })));
    await world.clock.settle();
    return result;
  };
  const open = async (): Promise<void> => {
    for (let fault = 0; fault < 3; fault += 1) await one(unavailable());
  };
  return { ...world, states, one, open };
}

describe('circuit breaker', () => {
  it('opens after the configured number of consecutive faults and then refuses calls without sending', async () => {
    const { guard, one, open } = createBreakerWorld();
    await open();
    expect(guard.breakerState).toBe('open');
    const end = await one('never made');
    expect(end).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_SENT', retryable: true });
    expect((end as StreamError).retryAfterMs).toBeGreaterThanOrEqual(1000);
  });

  it('does not open after rejections, throttling, or faults with an answer between them', async () => {
    const { guard, one } = createBreakerWorld();
    const ends = [rejected(), throttled(), unavailable(), unavailable(), 'answered', unavailable()];
    for (const end of [...ends, rejected(), unavailable(), unavailable()]) await one(end);
    expect(guard.breakerState).toBe('closed');
  });

  it('sends one call as a probe after the open time, and closes when the probe is answered', async () => {
    const { guard, call, clock, open, states } = createBreakerWorld();
    await open();
    await clock.pass(1000);
    const probe = holdAttempts();
    const first = guard.run(call('probe', { attempt: probe.attempt }));
    await clock.settle();
    const second = await endOf(guard.run(call('second', { attempt: probe.attempt })));
    expect(second).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_SENT' });
    expect(probe.made()).toBe(1);
    probe.answer();
    expect(await first).toBe('done');
    expect(states).toEqual(['open', 'half-open', 'closed']);
  });

  it('doubles the open time after each failed probe, up to a limit', async () => {
    const { guard, clock, one, open } = createBreakerWorld();
    await open();
    for (const openMs of [1000, 2000, 3000, 3000]) {
      await clock.pass(openMs - 1);
      expect(await one('too early')).toMatchObject({ outcome: 'NOT_SENT' });
      await clock.pass(1);
      expect(await one(unavailable())).toMatchObject({ outcome: 'UNKNOWN' });
    }
    await clock.pass(3000);
    expect(await one('back')).toBe('back');
    expect(guard.breakerState).toBe('closed');
  });

  it('sends another probe if the client of the probe has left', async () => {
    const { guard, call, clock, one, open } = createBreakerWorld();
    await open();
    await clock.pass(1000);
    const client = new AbortController();
    const left = endOf(guard.run(call('probe', { attempt: holdAttempts().attempt, signal: client.signal })));
    await clock.pass(10);
    client.abort();
    await left;
    await clock.settle();
    expect(guard.breakerState).toBe('open');
    expect(await one('back')).toBe('back');
    expect(guard.breakerState).toBe('closed');
  });

  it('refuses the calls that wait for a permit when it opens, and sends none of them', async () => {
    const { guard, call, clock } = createBreakerWorld(5000);
    const held = holdAttempts();
    const all = Array.from({ length: 40 }, (_, n) =>
      endOf(guard.run(call(`n-${n}`, { attempt: held.attempt }))),
    );
    await clock.settle();
    expect(held.made()).toBe(30);
    held.fail(unavailable());
    await clock.pass(1500);
    for (const end of await Promise.all(all.slice(30)))
      expect(end).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_SENT' });
    expect(held.made()).toBe(30);
  });

  it('does not count a request that was never sent', async () => {
    const { guard, clock, one } = createBreakerWorld(1000, {
      limits: [{ ...RESUME, limit: 2 }],
      requestTimeoutMs: 500,
    });
    await one(unavailable());
    await one(unavailable());
    expect(await one('no permit')).toMatchObject({ code: 'RATE_LIMITED', outcome: 'NOT_SENT' });
    await clock.pass(1100);
    await one(unavailable());
    expect(guard.breakerState).toBe('open');
  });
});
