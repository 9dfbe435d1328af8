import { beforeEach, describe, expect, test } from '@jest/globals';
import { type PermitStore } from '../../../src/guard/budget/permit-store.js';
import { MemoryPermitStore } from '../../../src/guard/budget/permit-store.memory.js';
import { createGuard, type Guard } from '../../../src/guard/guard.js';
import { StreamError } from '../../../src/stream/errors.js';
import { VirtualClock } from '../../support/virtual-clock.js';
import { RESUME } from '../world.js';

const PAUSE_MS = 5000;

describe('a pause after throttling, while the store fails', () => {
  let clock: VirtualClock;
  let isDown: boolean;
  let store: PermitStore;
  let sentAtMs: number[];
  let isThrottled: boolean;
  beforeEach(() => {
    clock = new VirtualClock(1000);
    isDown = false;
    isThrottled = true;
    sentAtMs = [];
    const memory = new MemoryPermitStore(clock);
    store = {
      reserve: async (request) => {
        await Promise.resolve();
        if (isDown) throw new StreamError('STORE_UNAVAILABLE', { outcome: 'NOT_SENT' });
        return memory.reserve(request);
      },
      view: (limit, replica) => memory.view(limit, replica),
    };
  });

  const createReplica = (replica: string, whenDown: 'refuse' | 'degrade' = 'refuse'): Guard =>
    createGuard({
      limits: [RESUME],
      requestTimeoutMs: 20_000,
      clock,
      retry: { attempts: 1 },
      shared: { store, replica, replicas: 2, whenDown },
    });
  /** The first call is throttled, and the next ones succeed. */
  const send = (guard: Guard, name: string): Promise<string> =>
    guard.run({
      operation: RESUME.operation,
      retryableAfterSending: true,
      context: { correlationId: name, signal: new AbortController().signal, lane: 'interactive' },
      attempt: () => {
        sentAtMs.push(clock.now());
        if (!isThrottled) return Promise.resolve('sent');
        isThrottled = false;
        return Promise.reject(
          new StreamError('RATE_LIMITED', { outcome: 'REJECTED', retryAfterMs: PAUSE_MS }),
        );
      },
    });

  /** A call is throttled. The store then fails for `forMs`, in which the pause is reported for the first time. */
  async function throttle(guard: Guard, forMs: number): Promise<void> {
    const throttled = expect(send(guard, 'first')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await clock.pass(10);
    await throttled;
    isDown = true;
    await clock.pass(forMs);
    isDown = false;
  }
  const pauseOf = (): number => (sentAtMs[1] ?? NaN) - (sentAtMs[0] ?? NaN);

  test.each([200, 1000])('is kept by the replica if the store fails for %i ms', async (forMs) => {
    const guard = createReplica('one');
    await throttle(guard, forMs);
    await clock.pass(400);
    const next = send(guard, 'next');
    await clock.pass(10_000);
    expect(await next).toBe('sent');
    expect(pauseOf()).toBeGreaterThanOrEqual(PAUSE_MS);
    expect(pauseOf()).toBeLessThan(PAUSE_MS + 200);
  });

  test('is reported to the other replicas when the store is available again, although no call waits', async () => {
    await throttle(createReplica('one'), 1000);
    await clock.pass(400);
    const next = send(createReplica('two'), 'next');
    await clock.pass(10_000);
    expect(await next).toBe('sent');
    expect(pauseOf()).toBeGreaterThanOrEqual(PAUSE_MS);
  });

  test('holds for a replica that degrades after the pause was reported to the store', async () => {
    const guard = createReplica('one', 'degrade');
    await send(guard, 'first').catch(() => undefined);
    await clock.pass(400);
    isDown = true;
    const next = send(guard, 'next');
    await clock.pass(10_000);
    expect(await next).toBe('sent');
    expect(pauseOf()).toBeGreaterThanOrEqual(PAUSE_MS);
  });

  test('holds for a replica that degrades after another replica was throttled', async () => {
    const [one, two] = [createReplica('one'), createReplica('two', 'degrade')] as const;
    const throttled = expect(send(one, 'first')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await clock.pass(400);
    await throttled;
    const waiting = send(two, 'waiting');
    await clock.pass(100);
    isDown = true;
    await clock.pass(10_000);
    expect(await waiting).toBe('sent');
    expect(pauseOf()).toBeGreaterThanOrEqual(PAUSE_MS);
  });

  test('of an outage is reported to the other replicas when the store is available again', async () => {
    const guard = createReplica('one', 'degrade');
    isDown = true;
    const throttled = expect(send(guard, 'first')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await clock.pass(3000);
    await throttled;
    isDown = false;
    const own = send(guard, 'own');
    await clock.pass(700);
    const next = send(createReplica('two'), 'next');
    await clock.pass(10_000);
    expect(await Promise.all([own, next])).toEqual(['sent', 'sent']);
    expect(pauseOf()).toBeGreaterThanOrEqual(PAUSE_MS);
  });

  test('of an outage reduces the rate once', async () => {
    const guard = createReplica('one', 'degrade');
    const throttled = expect(send(guard, 'first')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await clock.pass(400);
    await throttled;
    isDown = true;
    const next = send(guard, 'next');
    await clock.pass(PAUSE_MS - 1500);
    isDown = false;
    await clock.pass(700);
    const { usable } = await store.view(RESUME, 'two');
    expect(usable).toBeGreaterThan(0.6 * RESUME.limit);
    await clock.pass(PAUSE_MS);
    expect(await next).toBe('sent');
    expect(pauseOf()).toBeGreaterThanOrEqual(PAUSE_MS);
  });

  test('is not reported for ever to a store that stays unreachable', async () => {
    await throttle(createReplica('one'), PAUSE_MS + 1000);
    expect(clock.timers).toBe(0);
  });
});
