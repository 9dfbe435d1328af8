import { describe, expect, it } from '@jest/globals';
import { endOf, holdAttempts, unavailable } from '../upstream.js';
import { createWorld, RESUME } from '../world.js';

const ONE = { ...RESUME, limit: 1 };

/** Creates a guard whose only permit is used. The next call waits. */
async function createBusyWorld() {
  const world = createWorld({ limits: [ONE] });
  const first = world.guard.run(world.call('first'));
  await world.clock.settle();
  return { ...world, first };
}

describe('request coalescing', () => {
  it('makes one call for identical requests that wait, and answers each of them', async () => {
    const { guard, call, clock, arrivals } = await createBusyWorld();
    const all = Array.from({ length: 1000 }, () => guard.run(call('same', { joinKey: 'same' })));
    await clock.pass(5000);
    expect(new Set(await Promise.all(all))).toEqual(new Set(['same']));
    expect(arrivals.filter(({ name }) => name === 'same')).toHaveLength(1);
  });

  it('makes one further call for all requests that arrive while the first call is in progress', async () => {
    const { guard, call, clock } = createWorld();
    const held = holdAttempts();
    const same = () => guard.run(call('same', { joinKey: 'same', attempt: held.attempt }));
    const one = same();
    await clock.settle();
    const others = Array.from({ length: 999 }, same);
    await clock.settle();
    expect(held.made()).toBe(1);
    held.answer();
    expect(await one).toBe('done');
    await clock.settle();
    expect(held.made()).toBe(2);
    held.answer();
    expect(new Set(await Promise.all(others))).toEqual(new Set(['done']));
    expect(clock.timers).toBe(0);
  });

  it('waits at most one second for an identical call that does not end', async () => {
    const { guard, call, clock } = createWorld();
    const held = holdAttempts();
    const same = () => guard.run(call('same', { joinKey: 'same', attempt: held.attempt }));
    const all = [same()];
    await clock.settle();
    all.push(same());
    await clock.pass(999);
    expect(held.made()).toBe(1);
    await clock.pass(1);
    expect(held.made()).toBe(2);
    held.answer();
    await Promise.all(all);
  });

  it('makes no call for requests that left while an identical call was in progress', async () => {
    const { guard, call, clock } = createWorld();
    const held = holdAttempts();
    const leaver = new AbortController();
    const one = guard.run(call('same', { joinKey: 'same', attempt: held.attempt }));
    await clock.settle();
    const two = endOf(
      guard.run(call('same', { joinKey: 'same', attempt: held.attempt, signal: leaver.signal })),
    );
    leaver.abort();
    expect(await two).toMatchObject({ code: 'RATE_LIMITED', outcome: 'NOT_SENT' });
    held.answer();
    await one;
    await clock.pass(5000);
    expect(held.made()).toBe(1);
  });

  it('does not let a request join while a sent call pauses before its retry', async () => {
    const { guard, call, clock } = createWorld({ retry: { random: () => 1 } });
    const held = holdAttempts();
    const one = guard.run(call('same', { joinKey: 'same', attempt: held.attempt }));
    await clock.settle();
    held.fail(unavailable());
    await clock.settle();
    const two = guard.run(call('same', { joinKey: 'same', attempt: held.attempt }));
    await clock.pass(300);
    expect(held.made()).toBe(2);
    held.answer();
    await one;
    await clock.settle();
    expect(held.made()).toBe(3);
    held.answer();
    await two;
  });

  it('does not join calls with different keys or without a key', async () => {
    const { guard, call, clock, arrivals } = await createBusyWorld();
    const all = [
      guard.run(call('a', { joinKey: 'a' })),
      guard.run(call('b', { joinKey: 'b' })),
      guard.run(call('none')),
      guard.run(call('none')),
    ];
    await clock.pass(6000);
    await Promise.all(all);
    expect(arrivals).toHaveLength(5);
  });

  it('answers the other waiters when one of them leaves', async () => {
    const { guard, call, clock, arrivals } = await createBusyWorld();
    const leaver = new AbortController();
    const left = endOf(guard.run(call('same', { joinKey: 'k', signal: leaver.signal })));
    const stays = guard.run(call('same', { joinKey: 'k' }));
    leaver.abort();
    expect(await left).toMatchObject({ code: 'RATE_LIMITED', outcome: 'NOT_SENT' });
    await clock.pass(2000);
    expect(await stays).toBe('same');
    expect(arrivals).toHaveLength(2);
  });

  it('makes no call if the last waiter has left', async () => {
    const { guard, call, clock, arrivals } = await createBusyWorld();
    const leaver = new AbortController();
    const all = [1, 2].map(() => endOf(guard.run(call('same', { joinKey: 'k', signal: leaver.signal }))));
    leaver.abort();
    await Promise.all(all);
    await clock.pass(5000);
    expect(arrivals.map(({ name }) => name)).toEqual(['first']);
    expect(clock.timers).toBe(0);
  });

  it('moves a bulk call to the interactive lane when an interactive request joins it', async () => {
    const { guard, call, clock, arrivals } = await createBusyWorld();
    const all = [
      guard.run(call('person', { lane: 'interactive' })),
      guard.run(call('bulk-1', { lane: 'bulk' })),
      guard.run(call('shared', { lane: 'bulk', joinKey: 'k' })),
      guard.run(call('shared', { lane: 'interactive', joinKey: 'k' })),
    ];
    await clock.pass(8000);
    await Promise.all(all);
    expect(arrivals.map(({ name }) => name)).toEqual(['first', 'person', 'shared', 'bulk-1']);
  });

  it('refuses a call whose client left before the start', async () => {
    const { guard, call, arrivals } = createWorld();
    const end = await endOf(guard.run(call('gone', { signal: AbortSignal.abort() })));
    expect(end).toMatchObject({ code: 'RATE_LIMITED', outcome: 'NOT_SENT' });
    expect(arrivals).toEqual([]);
  });
});
