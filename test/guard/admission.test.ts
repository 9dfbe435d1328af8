import { describe, expect, it } from '@jest/globals';
import { createWorld, RESUME } from './world.js';
import { endOf } from './upstream.js';

const NOT_SENT = { code: 'RATE_LIMITED', outcome: 'NOT_SENT' };

describe('the check of a call when its permit is granted', () => {
  const ONE = { limits: [{ ...RESUME, limit: 1 }], requestTimeoutMs: 1500 };

  it('a call after its deadline is not sent, even if a suspended process has fired no timer', async () => {
    const { clock, guard, arrivals, call } = createWorld(ONE);
    void endOf(guard.run(call('before')));
    const late = endOf(guard.run(call('late')));
    clock.jump(2000);
    await clock.pass(100);
    expect(await late).toMatchObject(NOT_SENT);
    expect(arrivals.map(({ name }) => name)).toEqual(['before']);
  });
});
