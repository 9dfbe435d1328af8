import { beforeEach, describe, expect, it } from '@jest/globals';
import { RESUME, runningWorld, StillClock, verdict } from './support/world.js';

const START = Date.parse('2026-08-31T10:00:00Z');
const clock = new StillClock();
const world = runningWorld({ limits: 'off', now: clock.now });
const LIVE = { ...RESUME, StreamName: 'match-44' };
const ADDRESS = { domainName: 'push.example.com', appName: 'live', streamName: 'match-44' };

const forbid = (more: Readonly<Record<string, string>> = {}) =>
  world.call('ForbidLiveStream', { ...LIVE, ...more }, { date: clock.ms });
const listed = () => world.emulator.forbidden().find((entry) => entry.streamName === 'match-44');
const onAir = () => world.emulator.online().map((row) => row.streamName);

beforeEach(() => {
  clock.ms = START;
  world.emulator.reset();
});

describe('ForbidLiveStream', () => {
  it('cuts the stream and its transcodes, and forbids the stream until ResumeTime', async () => {
    const answer = await forbid({ ResumeTime: '2026-09-01T00:00:00Z' });

    expect(answer.json).toEqual({ RequestId: expect.any(String) });
    expect(listed()).toEqual({ ...ADDRESS, untilMs: Date.parse('2026-09-01T00:00:00Z') });
    expect(onAir().filter((name) => name.startsWith('match-44'))).toEqual([]);
  });

  it('forbids a stream until exactly ResumeTime', async () => {
    await forbid({ ResumeTime: '2026-09-01T00:00:00Z' });

    clock.ms = Date.parse('2026-09-01T00:00:00Z') - 1;
    expect(listed()).toBeDefined();
    expect(world.emulator.publish(ADDRESS)).toBe(false);

    clock.ms += 1;
    expect(listed()).toBeUndefined();
    expect(onAir()).not.toContain('match-44');
    expect(world.emulator.publish(ADDRESS)).toBe(true);
  });

  it('forbids a stream for six months without ResumeTime', async () => {
    clock.ms = Date.parse('2026-07-15T10:00:00Z');
    await forbid();
    expect(listed()?.untilMs).toBe(Date.parse('2027-01-15T10:00:00Z'));
  });

  it('forbids a stream until the last day of the sixth month if this month is shorter', async () => {
    await forbid();
    expect(listed()?.untilMs).toBe(Date.parse('2027-02-28T10:00:00Z'));
  });

  it('replaces the end time of a stream that is already forbidden', async () => {
    await forbid({ ResumeTime: '2026-09-01T00:00:00Z' });
    await forbid({ ResumeTime: '2026-09-02T00:00:00Z' });
    expect(world.emulator.forbidden().filter((entry) => entry.streamName === 'match-44')).toEqual([
      { ...ADDRESS, untilMs: Date.parse('2026-09-02T00:00:00Z') },
    ]);
  });

  it('cuts a stream and does not forbid it if Oneshot is yes', async () => {
    await forbid({ Oneshot: 'yes' });
    expect(onAir()).not.toContain('match-44');
    expect(listed()).toBeUndefined();
    expect(world.emulator.publish(ADDRESS)).toBe(true);
  });

  it.each(['2026-09-01', '2026-09-01T00:00:00.000Z', '2026-02-31T00:00:00Z', '2026-08-31T10:00:00Z'])(
    'refuses %s as ResumeTime',
    async (ResumeTime) => {
      expect(verdict(await forbid({ ResumeTime }))).toEqual([400, 'InvalidResumeTime.Malformed']);
      expect(listed()).toBeUndefined();
    },
  );

  it('refuses invalid parameters with the code of each error', async () => {
    expect(verdict(await forbid({ Oneshot: 'maybe' }))).toEqual([400, 'InvalidParam']);
    expect(verdict(await forbid({ AppName: '*' }))).toEqual([400, 'CodeAppNameIsIllegal']);
    expect(verdict(await forbid({ StreamName: '' }))).toEqual([400, 'MissingStreamName']);
    expect(verdict(await forbid({ DomainName: 'live.example.com' }))).toEqual([403, 'IllegalOperation']);
  });
});

describe('the forbid list', () => {
  it('refuses a new stream above 10,000 entries until entries end, but accepts a cut and a new end time', async () => {
    for (let n = world.emulator.forbidden().length; n < 10_000; n += 1)
      world.emulator.forbid({ ...ADDRESS, streamName: `full-${n}`, untilMs: START + 60_000 });

    expect(verdict(await forbid())).toEqual([400, 'QuotaExceeded.Blacklist']);
    expect(onAir()).toContain('match-44');
    expect(verdict(await forbid({ StreamName: 'full-9999' }))).toEqual([200, undefined]);
    expect(verdict(await forbid({ Oneshot: 'yes' }))).toEqual([200, undefined]);
    clock.ms += 60_000;
    expect(verdict(await forbid())).toEqual([200, undefined]);
    expect(world.emulator.forbidden()).toHaveLength(8);
  });
});
