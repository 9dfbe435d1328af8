import { describe, expect, it } from '@jest/globals';
import { createWorld, RESUME } from './world.js';
import { endOf } from './upstream.js';

const NOT_SENT = { code: 'RATE_LIMITED', outcome: 'NOT_SENT' };

describe('whether a call may still be sent is asked when its permit is there', () => {
  const ONE = { limits: [{ ...RESUME, limit: 1 }], requestTimeoutMs: 1500 };

  it('a call whose time is up is not sent, though no timer of a process that stood still has fired', async () => {
    const { clock, guard, arrivals, call } = createWorld(ONE);
    void endOf(guard.run(call('before')));
    const late = endOf(guard.run(call('late')));
    clock.jump(2000);
    await clock.pass(100);
    expect(await late).toMatchObject(NOT_SENT);
    expect(arrivals.map(({ name }) => name)).toEqual(['before']);
  });
});
