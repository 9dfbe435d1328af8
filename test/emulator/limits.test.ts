import { beforeEach, describe, expect, it } from '@jest/globals';
import { Limiter } from '../../src/emulator/limits.js';
import { type LimitSettings } from '../../src/emulator/options.js';
import { SlidingLog } from '../../src/emulator/sliding-log.js';
import { RESUME, runningWorld, StillClock, verdict } from './support/world.js';

const clock = new StillClock();
const START = clock.ms;
const KEY = { accessKeyId: 'LTAI-one', accessKeySecret: 's1' };
const COLLEAGUE = { accessKeyId: 'LTAI-two', accessKeySecret: 's2', accountId: KEY.accessKeyId };
const STRANGER = { accessKeyId: 'LTAI-three', accessKeySecret: 's3' };
const world = runningWorld({ now: clock.now, accounts: [KEY, COLLEAGUE, STRANGER] });

const call = async (action: string, key: typeof KEY = KEY) =>
  verdict(await world.call(action, { ...RESUME }, { ...key, date: clock.ms }));
const burst = async (action: string, times: number) => {
  const codes: unknown[] = [];
  for (let n = 0; n < times; n += 1) codes.push((await call(action))[1]);
  return codes.filter((code) => code === 'Throttling.User').length;
};

beforeEach(() => {
  clock.ms = START;
  world.emulator.reset();
});

/** Returns how many of `arrivals` calls, at intervals of `stepMs`, are refused. */
function refusedBy(settings: LimitSettings, operation: string, arrivals: number, stepMs = 0): number {
  const limiter = new Limiter(settings);
  let refused = 0;
  for (let n = 0; n < arrivals; n += 1) {
    try {
      limiter.arrive(operation, 'account', n * stepMs);
    } catch {
      refused += 1;
    }
  }
  return refused;
}

describe('a documented limit', () => {
  it.each([
    ['ResumeLiveStream', 30],
    ['ForbidLiveStream', 20],
    ['DescribeLiveStreamsBlockList', 50],
    ['DescribeLiveStreamState', 100],
    ['DescribeLiveStreamsOnlineList', 10_000],
    ['DescribeLiveDomainMapping', 500],
  ])('admits %s %d times at once and refuses the next call', (operation, calls) => {
    expect(refusedBy('documented', operation, calls)).toBe(0);
    expect(refusedBy('documented', operation, calls + 1)).toBe(1);
  });

  it('per minute counts the calls of the last 60 seconds', () => {
    expect(refusedBy('documented', 'DescribeLiveDomainMapping', 501, 59_999 / 500)).toBe(1);
    expect(refusedBy('documented', 'DescribeLiveDomainMapping', 501, 60_000 / 500)).toBe(0);
  });

  it('refuses a call above it with 400 Throttling.User, and the call does not take effect', async () => {
    expect(await burst('ResumeLiveStream', 30)).toBe(0);
    world.emulator.forbid({ domainName: 'push.example.com', appName: 'live', streamName: 'match-42' });

    expect(await call('ResumeLiveStream')).toEqual([400, 'Throttling.User']);
    expect(world.emulator.forbidden().map((s) => `${s.appName}/${s.streamName}`)).toContain('live/match-42');
    expect(world.emulator.calls({ last: 1 })[0]).toMatchObject({
      signatureVerified: true,
      answer: { status: 400, code: 'Throttling.User' },
    });
  });

  it('has a sliding window, which can begin at any time', async () => {
    clock.ms = START + 900;
    await burst('ResumeLiveStream', 30);
    clock.ms = START + 1899;
    expect(await call('ResumeLiveStream')).toEqual([400, 'Throttling.User']);
    clock.ms = START + 1900;
    expect(await burst('ResumeLiveStream', 31)).toBe(1);
  });

  it('counts all keys of an account together, and each account separately', async () => {
    await burst('ResumeLiveStream', 30);
    expect(await call('ResumeLiveStream', COLLEAGUE)).toEqual([400, 'Throttling.User']);
    expect(await call('ResumeLiveStream', STRANGER)).toEqual([404, 'InvalidDomain.NotFound']);
  });

  it('counts each operation separately', async () => {
    await burst('ResumeLiveStream', 30);
    expect(await call('ForbidLiveStream')).toEqual([200, undefined]);
  });
});

describe('a limit', () => {
  it('can be removed, set for an operation, and changed at run time', async () => {
    expect(refusedBy('off', 'ResumeLiveStream', 1000)).toBe(0);
    expect(refusedBy({ ResumeLiveStream: 5 }, 'ResumeLiveStream', 6)).toBe(1);
    expect(refusedBy({ ResumeLiveStream: 0 }, 'ResumeLiveStream', 1000)).toBe(0);
    expect(refusedBy({ ResumeLiveStream: 5 }, 'ForbidLiveStream', 21)).toBe(1);

    world.emulator.configure({ limits: { ResumeLiveStream: 2 } });
    expect(await burst('ResumeLiveStream', 3)).toBe(1);
  });
});

describe('the statistics', () => {
  it('contain the calls of the busiest second and minute at arrival, with the refused calls', async () => {
    await burst('ResumeLiveStream', 10);
    clock.ms += 999;
    await burst('ResumeLiveStream', 25);
    clock.ms += 1000;
    await burst('ResumeLiveStream', 3);

    expect(world.emulator.stats()).toMatchObject({
      throttled: 5,
      operations: { ResumeLiveStream: { calls: 38, throttled: 5, worstSecond: 35, worstMinute: 38 } },
    });
  });

  it('do not contain calls without a verified signature', async () => {
    await call('ResumeLiveStream', { ...KEY, accessKeySecret: 'wrong' });
    expect(world.emulator.stats().operations).toEqual({});
  });
});

describe('a sliding log', () => {
  it('counts correctly after it has removed expired times', () => {
    const log = new SlidingLog(1000);
    for (let n = 0; n < 50_000; n += 1) log.add(n);
    expect(log.count(49_999)).toBe(1000);
    expect(log.worst).toBe(1000);
    expect(log.count(50_998)).toBe(1);
    expect(log.count(50_999)).toBe(0);
  });
});
