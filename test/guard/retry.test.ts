import { describe, expect, it } from '@jest/globals';
import { StreamError } from '../../src/stream/errors.js';
import { endOf, refused, rejected, scriptAttempts, throttled, unavailable } from './upstream.js';
import { createWorld, RESUME } from './world.js';

const timeout = (): StreamError => new StreamError('UPSTREAM_TIMEOUT', { outcome: 'UNKNOWN' });

async function run(script: readonly (StreamError | string)[], retryableAfterSending = true, random = 0.5) {
  const { guard, call, clock } = createWorld({ retry: { random: () => random } });
  const { attempt, made } = scriptAttempts(...script);
  const end = endOf(guard.run(call('one', { attempt, retryableAfterSending })));
  await clock.pass(10_000);
  return { end: await end, made: made() };
}

describe('retry', () => {
  it('repeats calls that had no effect or set a state, and returns the success', async () => {
    for (const fault of [unavailable, refused, throttled, timeout])
      expect(await run([fault(), 'done'])).toEqual({ end: 'done', made: 2 });
  });

  it('ends after three attempts, with the last error and a retryAfterMs', async () => {
    const { end, made } = await run([unavailable()]);
    expect(made).toBe(3);
    expect(end).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', outcome: 'UNKNOWN', retryable: true });
    expect((end as StreamError).retryAfterMs).toBeGreaterThan(0);
  });

  it('never repeats a rejection', async () => {
    expect(await run([rejected(), 'done'])).toMatchObject({ end: { code: 'DOMAIN_NOT_FOUND' }, made: 1 });
  });

  it('never repeats a call that may have taken effect and would act again', async () => {
    for (const fault of [unavailable, timeout]) expect((await run([fault(), 'done'], false)).made).toBe(1);
    for (const fault of [refused, throttled]) expect((await run([fault(), 'done'], false)).made).toBe(2);
  });

  it('reports UNKNOWN if an earlier attempt may have taken effect, even if the last one was not sent', async () => {
    const { end } = await run([unavailable(), refused()]);
    expect(end).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', outcome: 'UNKNOWN' });
  });

  it('waits at least for the retryAfterMs of the upstream', async () => {
    const { guard, call, clock } = createWorld({ retry: { random: () => 0 } });
    const { attempt, made } = scriptAttempts(throttled(700), 'done');
    const end = endOf(guard.run(call('one', { attempt })));
    await clock.pass(699);
    expect(made()).toBe(1);
    await clock.pass(2);
    expect(await end).toBe('done');
  });

  it('pauses for a random time between zero and a limit that doubles', async () => {
    const pauses: number[] = [];
    const { guard, call, clock } = createWorld({
      retry: { random: () => 1 },
      observer: { onRetry: ({ delayMs }) => pauses.push(delayMs) },
    });
    const end = endOf(guard.run(call('one', { attempt: scriptAttempts(unavailable()).attempt })));
    await clock.pass(10_000);
    await end;
    expect(pauses).toEqual([200, 400]);
  });

  it('does not start an attempt that cannot end before the deadline', async () => {
    const { guard, call, clock } = createWorld({ requestTimeoutMs: 1000, retry: { random: () => 0 } });
    const { attempt, made } = scriptAttempts(throttled(950));
    const end = endOf(guard.run(call('one', { attempt })));
    await clock.pass(0);
    expect(await end).toMatchObject({ code: 'RATE_LIMITED', outcome: 'REJECTED', retryAfterMs: 950 });
    expect(made()).toBe(1);
  });

  it('takes a permit for each attempt', async () => {
    const { guard, call, clock } = createWorld({
      limits: [{ ...RESUME, limit: 1 }],
      retry: { random: () => 0 },
    });
    const { attempt, made } = scriptAttempts(unavailable());
    const end = endOf(guard.run(call('one', { attempt })));
    await clock.pass(999);
    expect(made()).toBe(1);
    await clock.pass(9000);
    await end;
    expect(made()).toBe(3);
  });

  it('returns the permit of an attempt that was certainly not sent', async () => {
    const { guard, call, clock } = createWorld({
      limits: [{ ...RESUME, limit: 1 }],
      retry: { random: () => 0 },
    });
    const { attempt } = scriptAttempts(refused(), 'done');
    const end = endOf(guard.run(call('one', { attempt })));
    await clock.pass(10);
    expect(await end).toBe('done');
  });

  it('ends at once when the client leaves during the pause, and sends no further attempt', async () => {
    const { guard, call, clock } = createWorld({ retry: { random: () => 1 } });
    const { attempt, made } = scriptAttempts(unavailable());
    const client = new AbortController();
    const end = endOf(guard.run(call('one', { attempt, signal: client.signal })));
    await clock.pass(50);
    client.abort();
    expect(await end).toMatchObject({ code: 'UPSTREAM_TIMEOUT', outcome: 'UNKNOWN' });
    await clock.pass(5000);
    expect(made()).toBe(1);
    expect(clock.timers).toBe(0);
  });
});
