import { describe, expect, it } from '@jest/globals';
import { endOf, throttled } from '../upstream.js';
import { createWorld, RESUME, worstWindow } from '../world.js';

describe('lanes', () => {
  it('serves the interactive lane before the bulk lane', async () => {
    const { guard, call, clock, arrivals } = createWorld({ limits: [{ ...RESUME, limit: 2 }] });
    const names = ['a', 'b', 'bulk-1', 'bulk-2', 'c', 'd'];
    const all = names.map((name) =>
      guard.run(call(name, { lane: name.startsWith('bulk') ? 'bulk' : 'interactive' })),
    );
    await clock.pass(9000);
    await Promise.all(all);
    expect(arrivals.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'bulk-1', 'bulk-2']);
  });

  it('gives the bulk lane one permit of ten while interactive calls always wait', async () => {
    const { guard, call, clock, arrivals } = createWorld({ requestTimeoutMs: 60_000 });
    const people = Array.from({ length: 300 }, (_, n) => guard.run(call(`p-${n}`)));
    const bulk = Array.from({ length: 30 }, (_, n) => guard.run(call(`b-${n}`, { lane: 'bulk' })));
    await clock.pass(60_000);
    await Promise.all([...people, ...bulk]);
    const waited = arrivals.slice(30, 290).map(({ lane }) => lane);
    for (let first = 0; first + 20 <= waited.length; first += 10)
      expect(waited.slice(first, first + 20)).toContain('bulk');
    expect(
      worstWindow(
        arrivals.map(({ atMs }) => atMs),
        1000,
      ),
    ).toBe(30);
  });

  it('serves an interactive call within 150 ms while 2,000 bulk calls wait', async () => {
    const { guard, call, clock, arrivals } = createWorld({ requestTimeoutMs: 100_000 });
    const bulk = Array.from({ length: 2000 }, (_, n) => guard.run(call(`b-${n}`, { lane: 'bulk' })));
    const people: Promise<string>[] = [];
    const came: number[] = [];
    for (let n = 0; n < 60; n += 1) {
      await clock.pass(1000);
      came.push(clock.now());
      people.push(guard.run(call(`p-${n}`)));
    }
    await clock.pass(60_000);
    await Promise.all([...bulk, ...people]);
    const waits = arrivals
      .filter(({ lane }) => lane === 'interactive')
      .map(({ atMs }, n) => atMs - (came[n] ?? 0));
    expect(waits).toHaveLength(60);
    expect(Math.max(...waits)).toBeLessThanOrEqual(150);
  });

  it('halves the rate when the upstream throttles and then returns to the limit', async () => {
    const { guard, call, clock, arrivals } = createWorld({
      requestTimeoutMs: 60_000,
      retry: { attempts: 1 },
    });
    const attempt = () => Promise.reject(throttled());
    expect(await endOf(guard.run(call('throttled', { attempt })))).toMatchObject({ code: 'RATE_LIMITED' });
    const all = Array.from({ length: 600 }, (_, n) => guard.run(call(`n-${n}`)));
    await clock.pass(60_000);
    await Promise.all(all);
    const inSecond = (second: number): number =>
      arrivals.filter(({ atMs }) => Math.floor(atMs / 1000) === second).length;
    expect(inSecond(1)).toBeLessThanOrEqual(15);
    expect(Math.max(...Array.from({ length: 40 }, (_, second) => inSecond(second)))).toBeGreaterThan(25);
    expect(
      worstWindow(
        arrivals.map(({ atMs }) => atMs),
        1000,
      ),
    ).toBeLessThanOrEqual(30);
  });
});
