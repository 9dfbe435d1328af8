import { describe, expect, it } from '@jest/globals';
import { createWorld, worstWindow } from '../world.js';

describe('budget', () => {
  it('sends a burst up to the limit at once, and 600 calls within 1.05 times the ideal time', async () => {
    const { clock, guard, arrivals, call } = createWorld({ requestTimeoutMs: 60_000 });
    const all = Promise.all(Array.from({ length: 600 }, (_, n) => guard.run(call(`stream-${n}`))));
    await clock.settle();
    expect(arrivals).toHaveLength(30);
    await clock.pass(60_000);
    await all;
    const times = arrivals.map(({ atMs }) => atMs);
    expect(times).toHaveLength(600);
    expect(worstWindow(times, 1000)).toBe(30);
    expect(Math.max(...times) - 1000).toBeLessThan(19_000 * 1.05);
  });
});
