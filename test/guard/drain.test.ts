import { describe, expect, it } from '@jest/globals';
import { endOf, holdAttempts, scriptAttempts, unavailable } from './upstream.js';
import { createWorld, RESUME } from './world.js';

const ONE = { ...RESUME, limit: 1 };

/** Returns a function that reports whether a promise has settled. */
function watch(promise: Promise<unknown>): () => boolean {
  let ended = false;
  void promise.finally(() => {
    ended = true;
  });
  return () => ended;
}

describe('drain', () => {
  it('ends at once if no call is in progress', async () => {
    const { guard, clock } = createWorld();
    await guard.drain(8000);
    expect(clock.timers).toBe(0);
  });

  it('sends waiting calls during the drain time and refuses the others afterwards', async () => {
    const { guard, call, clock, arrivals } = createWorld({ limits: [ONE] });
    const all = Array.from({ length: 5 }, (_, n) => endOf(guard.run(call(`n-${n}`))));
    await clock.settle();
    const drained = guard.drain(2500);
    await clock.pass(2500);
    await drained;
    const ends = await Promise.all(all);
    expect(ends.slice(0, 3)).toEqual(['n-0', 'n-1', 'n-2']);
    for (const end of ends.slice(3)) expect(end).toMatchObject({ code: 'RATE_LIMITED', outcome: 'NOT_SENT' });
    expect(arrivals).toHaveLength(3);
  });

  it('waits for the answer of a sent call, even after the drain time', async () => {
    const { guard, call, clock } = createWorld();
    const held = holdAttempts();
    const sent = guard.run(call('sent', { attempt: held.attempt }));
    await clock.settle();
    const drained = guard.drain(100);
    const over = watch(drained);
    await clock.pass(500);
    expect(over()).toBe(false);
    held.answer();
    expect(await sent).toBe('done');
    await drained;
  });

  it('sends no retry after the drain time', async () => {
    const { guard, call, clock } = createWorld({ retry: { random: () => 1, pauseMs: 1000 } });
    const { attempt, made } = scriptAttempts(unavailable());
    const end = endOf(guard.run(call('one', { attempt })));
    await clock.settle();
    const drained = guard.drain(100);
    await clock.pass(100);
    expect(await end).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    await drained;
    await clock.pass(10_000);
    expect(made()).toBe(1);
  });

  it('refuses calls that arrive after the drain time', async () => {
    const { guard, call, clock } = createWorld();
    await guard.drain(0);
    await clock.settle();
    expect(await endOf(guard.run(call('late')))).toMatchObject({ code: 'RATE_LIMITED', outcome: 'NOT_SENT' });
  });
});
