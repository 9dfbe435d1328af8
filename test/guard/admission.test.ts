import { describe, expect, it } from '@jest/globals';
import { createWorld, RESUME } from './world.js';
import { endOf } from './upstream.js';

const NOT_SENT = { code: 'RATE_LIMITED', outcome: 'NOT_SENT' };

describe('whether a call may still be sent is asked when its permit is there', () => {
  const ONE = { limits: [{ ...RESUME, limit: 1 }], requestTimeoutMs: 1500 };

  it.each([1, 0])('a job’s call that is wanted no more is not sent, limit %s', async (limit) => {
    const { clock, guard, arrivals, call } = createWorld({ ...ONE, limits: [{ ...RESUME, limit }] });
    let isWanted = true;
    const base = call('item', { lane: 'bulk' });
    const item = { ...base, context: { ...base.context, isWanted: () => isWanted } };
    if (limit > 0) void endOf(guard.run(call('before')));
    isWanted = false;
    const end = endOf(guard.run(item));
    await clock.pass(1200);
    expect(await end).toMatchObject(NOT_SENT);
    expect(arrivals.map(({ name }) => name)).toEqual(limit > 0 ? ['before'] : []);
    isWanted = true;
    const again = guard.run(item);
    await clock.pass(1200);
    expect(await again).toBe('item');
  });

  it('the permit of a call that is not sent is the next one’s', async () => {
    const { clock, guard, call } = createWorld(ONE);
    const base = call('item', { lane: 'bulk' });
    const refused = endOf(guard.run({ ...base, context: { ...base.context, isWanted: () => false } }));
    const next = guard.run(call('next'));
    await clock.pass(100);
    expect(await refused).toMatchObject(NOT_SENT);
    expect(await next).toBe('next');
  });

  it('a person who wants the same has it sent all the same', async () => {
    const { clock, guard, arrivals, call } = createWorld(ONE);
    void endOf(guard.run(call('before')));
    const base = call('same', { lane: 'bulk', joinKey: 'same' });
    const item = endOf(guard.run({ ...base, context: { ...base.context, isWanted: () => false } }));
    const person = guard.run(call('same', { joinKey: 'same' }));
    await clock.pass(1200);
    expect([await item, await person]).toEqual(['same', 'same']);
    expect(arrivals.map(({ name }) => name)).toEqual(['before', 'same']);
  });
});
