import { describe, expect, it } from '@jest/globals';
import { StreamError } from '../../src/stream/errors.js';
import { A, createUpstreamWorld as createWorld } from './upstream-world.js';
import { endOf, rejected, throttled, unavailable } from './upstream.js';

/** Creates a check that counts its calls and returns the given answers in order. */
function createCheck(...answers: readonly (boolean | Error)[]) {
  const left = [...answers];
  let asked = 0;
  return {
    asked: () => asked,
    mayRepeat: (): Promise<boolean> => {
      asked += 1;
      const answer = left.shift() ?? false;
      return typeof answer === 'boolean' ? Promise.resolve(answer) : Promise.reject(answer);
    },
  };
}

describe('the check before a call is repeated', () => {
  it('runs before each further attempt and never before the first attempt', async () => {
    const { live, call, sent, end, clock } = createWorld();
    const check = createCheck(true, true);
    const resumed = live.call('ResumeLiveStream', A, { ...call(), mayRepeat: check.mayRepeat });
    await clock.settle();
    expect(check.asked()).toBe(0);
    await end('resume live/a', unavailable());
    await clock.pass(500);
    await end('resume live/a', throttled());
    await clock.pass(1500);
    await end('resume live/a');
    expect(await resumed).toEqual({ requestId: 'R' });
    expect({ sent: sent.length, asked: check.asked() }).toEqual({ sent: 3, asked: 2 });
  });

  it('ends a refused call with the error of the attempt before, which is then not retryable', async () => {
    const { live, call, sent, end, clock } = createWorld();
    const check = createCheck(false, true);
    const resumed = endOf(live.call('ResumeLiveStream', A, { ...call(), mayRepeat: check.mayRepeat }));
    await clock.settle();
    await end('resume live/a', unavailable());
    await clock.pass(10_000);
    expect(await resumed).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      outcome: 'UNKNOWN',
      retryable: false,
    });
    expect({ sent, asked: check.asked() }).toEqual({ sent: ['resume live/a'], asked: 1 });
  });

  it('keeps the outcome of a first attempt that certainly had no effect', async () => {
    const { live, call, sent, end, clock } = createWorld();
    const resumed = endOf(
      live.call('ResumeLiveStream', A, { ...call(), mayRepeat: createCheck(false).mayRepeat }),
    );
    await clock.settle();
    await end('resume live/a', throttled());
    await clock.pass(10_000);
    expect(await resumed).toMatchObject({ code: 'RATE_LIMITED', outcome: 'REJECTED', retryable: false });
    expect(sent).toEqual(['resume live/a']);
  });

  it('ends the call with its own error if it fails, and keeps the outcome of the attempts before', async () => {
    const { live, call, sent, end, clock } = createWorld({ retry: { attempts: 2, random: () => 0.5 } });
    const down = new StreamError('STORE_UNAVAILABLE', { outcome: 'NOT_SENT' });
    const resumed = endOf(
      live.call('ResumeLiveStream', A, { ...call(), mayRepeat: createCheck(down).mayRepeat }),
    );
    await clock.settle();
    await end('resume live/a', unavailable());
    await clock.pass(10_000);
    expect(await resumed).toMatchObject({ code: 'STORE_UNAVAILABLE', outcome: 'UNKNOWN' });
    expect(sent).toEqual(['resume live/a']);
  });

  it('does not run if the first attempt is rejected', async () => {
    const { live, call, end, clock } = createWorld();
    const check = createCheck(true);
    const resumed = endOf(live.call('ResumeLiveStream', A, { ...call(), mayRepeat: check.mayRepeat }));
    await clock.settle();
    await end('resume live/a', rejected());
    expect(await resumed).toMatchObject({ code: 'DOMAIN_NOT_FOUND' });
    expect(check.asked()).toBe(0);
  });
});
