import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ForbidOrder } from '../../../src/stream/upstream.js';
import { createDirectoryWorld, type DirectoryWorld, ONLINE_LIST, someCall } from './world.js';

const DOMAIN = 'push.example.com';
const stream = (appName: string, streamName: string) => ({ domainName: DOMAIN, appName, streamName });
/** The seed forbids this stream name under two apps. */
const LISTED = stream('live', 'match-42');
const ON_AIR = stream('live', 'match-44');

const until = (ms: number): { kind: 'FORBID'; order: ForbidOrder } => ({
  kind: 'FORBID',
  order: { mode: 'UNTIL', until: new Date(Date.now() + ms) },
});
const CUT = { kind: 'FORBID', order: { mode: 'CUT' } } as const;
const RESUME = { kind: 'RESUME' } as const;

let world: DirectoryWorld;
beforeEach(async () => {
  world = await createDirectoryWorld();
});
afterEach(() => world.close());

const statusOf = async (address: typeof LISTED) =>
  (await world.directory.readStatus([address], someCall()))[0];
const listed = async (): Promise<string[]> =>
  (await world.directory.listForbidden(DOMAIN, someCall())).sorted.map(
    ({ appName, streamName }) => `${appName}/${streamName}`,
  );
const SEEDED = ['live/match-42', 'live/match-43', 'rehearsal/match-42'];

describe('actions of this gateway in the last five seconds override a list that differs', () => {
  test('after a resume, the stream is neither FORBIDDEN nor listed until five seconds have passed', async () => {
    world.directory.onAction(LISTED, RESUME);
    expect(await statusOf(LISTED)).toBe('OFFLINE');
    expect(await listed()).toEqual(['live/match-43', 'rehearsal/match-42']);
    await world.clock.pass(4_999);
    expect(await statusOf(LISTED)).toBe('OFFLINE');
    await world.clock.pass(1);
    expect(await statusOf(LISTED)).toBe('FORBIDDEN');
    expect(await listed()).toEqual(SEEDED);
  });

  test('a resume of every app affects the name under each app and no other name', async () => {
    world.directory.onAction(stream('*', 'match-42'), RESUME);
    expect(await listed()).toEqual(['live/match-43']);
    expect(await statusOf(stream('rehearsal', 'match-42'))).toBe('OFFLINE');
    expect(await statusOf(stream('live', 'match-43'))).toBe('FORBIDDEN');
  });

  test('after a forbid, the stream is FORBIDDEN without a call and has its position in the list', async () => {
    world.directory.onAction(ON_AIR, until(60_000));
    expect(await statusOf(ON_AIR)).toBe('FORBIDDEN');
    expect(world.emulator.calls()).toEqual([]);
    expect(await listed()).toEqual(['live/match-42', 'live/match-43', 'live/match-44', 'rehearsal/match-42']);
    await world.clock.pass(5_000);
    expect(await statusOf(ON_AIR)).toBe('ONLINE');
  });

  test('a forbid that ends earlier is only used until its end', async () => {
    world.directory.onAction(ON_AIR, until(1_000));
    expect(await statusOf(ON_AIR)).toBe('FORBIDDEN');
    await world.clock.pass(1_000);
    expect(await statusOf(ON_AIR)).toBe('ONLINE');
  });

  test('the last of several actions is used, even if one was for every app', async () => {
    world.directory.onAction(LISTED, RESUME);
    world.directory.onAction(LISTED, until(60_000));
    expect(await statusOf(LISTED)).toBe('FORBIDDEN');
    world.directory.onAction(stream('*', 'match-42'), RESUME);
    expect(await statusOf(LISTED)).toBe('OFFLINE');
    world.directory.onAction(stream('rehearsal', 'match-42'), until(60_000));
    expect(await listed()).toEqual(['live/match-43', 'rehearsal/match-42']);
  });

  test('a cut does not change a forbid', async () => {
    world.directory.onAction(LISTED, CUT);
    expect(await statusOf(LISTED)).toBe('FORBIDDEN');
    world.directory.onAction(LISTED, RESUME);
    world.directory.onAction(LISTED, CUT);
    expect(await statusOf(LISTED)).toBe('OFFLINE');
    expect(await listed()).toEqual(['live/match-43', 'rehearsal/match-42']);
  });

  test('an action on another domain changes nothing', async () => {
    world.directory.onAction({ ...LISTED, domainName: 'push.brand-b.example.com' }, RESUME);
    expect(await listed()).toEqual(SEEDED);
  });
});

describe('the status after a cut', () => {
  test('the stream is read again, and an answer from before the cut is not used', async () => {
    expect(await statusOf(ON_AIR)).toBe('ONLINE');
    expect((await world.directory.listOnline(DOMAIN, someCall())).sorted).toHaveLength(2);
    await world.clock.pass(10);
    await world.upstream.call('ForbidLiveStream', { address: ON_AIR, order: CUT.order }, someCall());
    world.directory.onAction(ON_AIR, CUT);
    const before = world.count(ONLINE_LIST);
    expect(await statusOf(ON_AIR)).toBe('OFFLINE');
    expect(world.count(ONLINE_LIST)).toBe(before + 1);
    expect(await statusOf(stream('live', 'match-45'))).toBe('ONLINE');
    expect(await statusOf(ON_AIR)).toBe('OFFLINE');
    expect(world.count(ONLINE_LIST)).toBe(before + 1);
  });
});
