import { afterEach, describe, expect, test } from '@jest/globals';
import { type EmulatedDomain } from '../../../src/emulator/options.js';
import {
  createDirectoryWorld,
  type DirectoryWorld,
  FORBID_LIST,
  MAPPING,
  ONLINE_LIST,
  someCall,
  streamsOf,
} from './world.js';

const DOMAIN = 'push.example.com';
let world: DirectoryWorld;
afterEach(() => world.close());

const total = (): number => world.emulator.calls().length;

describe('the number of calls of a read', () => {
  test('100 streams of one domain take three calls: the mapping, the forbid list and the online list', async () => {
    const streams = streamsOf(DOMAIN, 100);
    world = await createDirectoryWorld({
      seed: { forbidden: streams.slice(0, 30), online: streams.slice(30, 50) },
    });
    const states = await world.directory.readStatus(streams, someCall());
    expect(states).toEqual([
      ...Array<string>(30).fill('FORBIDDEN'),
      ...Array<string>(20).fill('ONLINE'),
      ...Array<string>(50).fill('OFFLINE'),
    ]);
    expect([MAPPING, FORBID_LIST, ONLINE_LIST].map((action) => world.count(action))).toEqual([1, 1, 1]);
    expect(total()).toBe(3);
  });

  test('1,000 streams of five domains take fifteen calls', async () => {
    const domains: EmulatedDomain[] = [0, 1, 2, 3, 4].map((n) => ({
      ingest: `push-${n}.example.com`,
      streaming: `live-${n}.example.com`,
    }));
    const streams = domains.flatMap(({ ingest }) => streamsOf(ingest, 200));
    world = await createDirectoryWorld({
      domains,
      seed: { forbidden: streams.filter((_, n) => n % 2 === 0) },
    });
    const states = await world.directory.readStatus(streams, someCall());
    expect(states.filter((state) => state === 'FORBIDDEN')).toHaveLength(500);
    expect(total()).toBe(15);
  });

  test('1,000 streams with a full forbid list take the four pages of that list', async () => {
    const listed = streamsOf(DOMAIN, 10_000);
    world = await createDirectoryWorld({ seed: { forbidden: listed } });
    const asked = [...listed.filter((_, n) => n % 20 === 0), ...streamsOf(DOMAIN, 500, 'free')];
    const states = await world.directory.readStatus(asked, someCall());
    expect(states).toEqual([...Array<string>(500).fill('FORBIDDEN'), ...Array<string>(500).fill('OFFLINE')]);
    expect(world.count(FORBID_LIST)).toBe(4);
  });

  test('100 dashboards that poll a domain every second cause one call for each list every three seconds', async () => {
    world = await createDirectoryWorld();
    for (let second = 0; second < 12; second += 1) {
      await Promise.all(
        Array.from({ length: 100 }, async () => {
          await world.directory.listForbidden(DOMAIN, someCall());
          await world.directory.listOnline(DOMAIN, someCall());
        }),
      );
      await world.clock.pass(1_000);
    }
    expect(world.count(FORBID_LIST)).toBe(4);
    expect(world.count(ONLINE_LIST)).toBe(4);
    expect(world.count(MAPPING)).toBe(1);
  });

  test('100 dashboards with a different stream each cause a read of the whole list, not of 100 streams', async () => {
    world = await createDirectoryWorld();
    await Promise.all(
      streamsOf(DOMAIN, 100).map((stream) => world.directory.readStatus([stream], someCall())),
    );
    expect(world.count(ONLINE_LIST)).toBeLessThanOrEqual(2);
    expect(world.count(FORBID_LIST)).toBe(1);
  });
});

describe('one stream of a domain', () => {
  test('a single stream is requested strictly by its names, without transcoded streams', async () => {
    world = await createDirectoryWorld();
    const stream = { domainName: DOMAIN, appName: 'live', streamName: 'match-44' };
    const [found] = await world.directory.readOnline([stream], someCall());
    expect(found).toMatchObject({ streamName: 'match-44', publishedAt: expect.any(Date) });
    const [call] = world.emulator.calls({ action: ONLINE_LIST });
    expect(call?.params).toMatchObject({
      QueryType: 'strict',
      StreamType: 'raw',
      AppName: 'live',
      StreamName: 'match-44',
    });
  });

  test('a stream is not online if its name is only a part of the name of an online stream', async () => {
    world = await createDirectoryWorld();
    const stream = { domainName: DOMAIN, appName: 'live', streamName: 'match-4' };
    expect(await world.directory.readOnline([stream], someCall())).toEqual([undefined]);
  });

  test('a second request within two seconds takes no call and does not read the whole list', async () => {
    world = await createDirectoryWorld();
    const stream = { domainName: DOMAIN, appName: 'live', streamName: 'match-44' };
    await world.directory.readStatus([stream], someCall());
    await world.directory.readOnline([stream], someCall());
    await world.directory.readStatus([stream], someCall());
    expect(total()).toBe(3);
  });

  test('a stream of a long list is requested alone as long as that takes fewer calls', async () => {
    const online = streamsOf(DOMAIN, 6_500);
    world = await createDirectoryWorld({ seed: { online } });
    await world.directory.listOnline(DOMAIN, someCall());
    expect(world.count(ONLINE_LIST)).toBe(3);
    await world.clock.pass(2_001);
    const [first, second, third, fourth] = online;
    if (!first || !second || !third || !fourth) throw new Error('no streams');
    await world.directory.readOnline([first, second, third], someCall());
    expect(world.count(ONLINE_LIST)).toBe(6);
    await world.directory.readOnline([fourth], someCall());
    expect(world.count(ONLINE_LIST)).toBe(9);
  });
});

describe('shared reads', () => {
  test('an answer is at most two seconds old, counted from the start of its call', async () => {
    world = await createDirectoryWorld();
    const total = async (): Promise<number> =>
      (await world.directory.listForbidden(DOMAIN, someCall())).page({ first: 1 }).total;
    expect(await total()).toBe(3);
    world.emulator.forbid({ domainName: DOMAIN, appName: 'live', streamName: 'new' });
    await world.clock.pass(2_000);
    expect(await total()).toBe(3);
    await world.clock.pass(1);
    expect(await total()).toBe(4);
  });

  test('a domain mapping is shared for ten minutes', async () => {
    world = await createDirectoryWorld();
    await world.directory.findDomains([DOMAIN, DOMAIN], someCall());
    await world.clock.pass(600_000);
    await world.directory.findDomains([DOMAIN], someCall());
    expect(world.count(MAPPING)).toBe(1);
    await world.clock.pass(1);
    await world.directory.findDomains([DOMAIN], someCall());
    expect(world.count(MAPPING)).toBe(2);
  });

  test('a failure is not shared: the next reader sends a new call', async () => {
    world = await createDirectoryWorld();
    world.emulator.inject({ operation: FORBID_LIST, fault: 'ServiceUnavailable' });
    await expect(world.directory.listForbidden(DOMAIN, someCall())).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
    });
    const list = await world.directory.listForbidden(DOMAIN, someCall());
    expect(list.sorted).toHaveLength(3);
  });

  test('a read continues when one waiter leaves, and stops when the last waiter has left', async () => {
    world = await createDirectoryWorld();
    await world.directory.findDomains([DOMAIN], someCall());
    world.emulator.configure({ latencyMs: 300 });
    const leaver = new AbortController();
    const left = world.directory.listForbidden(DOMAIN, someCall(leaver.signal));
    const stays = world.directory.listForbidden(DOMAIN, someCall());
    leaver.abort();
    await expect(left).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect((await stays).sorted).toHaveLength(3);

    await world.clock.pass(2_001);
    const alone = new AbortController();
    const abandoned = world.directory.listForbidden(DOMAIN, someCall(alone.signal));
    await world.clock.settle();
    alone.abort();
    await expect(abandoned).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    world.emulator.configure({ latencyMs: 0 });
    const before = world.count(FORBID_LIST);
    expect((await world.directory.listForbidden(DOMAIN, someCall())).sorted).toHaveLength(3);
    expect(world.count(FORBID_LIST)).toBeGreaterThan(before);
  });

  test('a read has one deadline for all of its calls', async () => {
    world = await createDirectoryWorld({ latencyMs: 500 });
    const reading = world.directory.listForbidden(DOMAIN, someCall());
    const refused = expect(reading).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT', retryable: true });
    await world.clock.pass(10_100);
    await refused;
  });
});
