import { afterEach, describe, expect, test } from '@jest/globals';
import { createAccountRouting } from '../../../src/stream/account.js';
import { createDirectory } from '../../../src/stream/directory/directory.js';
import { StreamError } from '../../../src/stream/errors.js';
import { type LiveUpstream } from '../../../src/stream/upstream.js';
import { type UserDomain } from '../../../src/stream/upstream-messages.js';
import { VirtualClock } from '../../support/virtual-clock.js';
import { createDirectoryWorld, type DirectoryWorld, someCall } from './world.js';

const LIST = 'DescribeLiveUserDomains';
const nameOf = (position: number): string => `push-${String(position).padStart(3, '0')}.example.com`;

const ingest = (name: string): UserDomain => ({ name, kind: 'ingest', isOnline: true });

let world: DirectoryWorld;
let closeWorld = (): Promise<void> => Promise.resolve();
afterEach(async () => {
  await closeWorld();
  closeWorld = () => Promise.resolve();
});

/** Opens an account with `count` ingest domains that share one streaming domain. */
async function openWorld(count: number): Promise<void> {
  const domains = Array.from({ length: count }, (_, position) => ({
    ingest: nameOf(position),
    streaming: 'live.example.com',
  }));
  world = await createDirectoryWorld({ domains, seed: {} });
  closeWorld = () => world.close();
}

describe('the list of the ingest domains of an account', () => {
  test('the list is read in pages of 50 and contains only ingest domains', async () => {
    await openWorld(120);
    const { names, missing } = await world.directory.listIngestDomains(someCall());
    expect(missing).toEqual([]);
    expect(names).toEqual(Array.from({ length: 120 }, (_, position) => nameOf(position)));
    const sent = world.emulator.calls({ action: LIST }).map(({ params }) => params);
    expect(sent.map(({ PageNumber }) => PageNumber).sort()).toEqual(['1', '2', '3']);
    expect(new Set(sent.map(({ LiveDomainType, PageSize }) => `${LiveDomainType} ${PageSize}`))).toEqual(
      new Set(['liveEdge 50']),
    );
  });

  test('simultaneous readers share one read, and the list is read again after 60 seconds', async () => {
    await openWorld(2);
    const read = () => world.directory.listIngestDomains(someCall());
    await Promise.all([read(), read(), read()]);
    world.clock.jump(60_000);
    await read();
    expect(world.count(LIST)).toBe(1);
    world.clock.jump(1);
    await read();
    expect(world.count(LIST)).toBe(2);
  });

  test('the list is read again after a failure', async () => {
    await openWorld(2);
    world.emulator.inject({ operation: LIST, fault: 'InternalError', times: 1 });
    await expect(world.directory.listIngestDomains(someCall())).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
    });
    expect((await world.directory.listIngestDomains(someCall())).names).toHaveLength(2);
  });
});

describe('the lists of several accounts', () => {
  const routing = createAccountRouting([
    { name: 'a', domains: ['*.a.example.com'] },
    { name: 'b', domains: ['*.b.example.com', 'push.shared.a.example.com'] },
  ]);
  type Behaviour = () => Promise<readonly string[]>;

  /** @param accounts the list or the behavior of each account */
  function open(accounts: Readonly<Record<string, Behaviour>>) {
    const clock = new VirtualClock(0);
    const upstream: LiveUpstream = {
      call: async (_operation, _request, { account = '' }) => {
        const names = await (accounts[account] ?? hang)();
        return { items: names.map((name) => ingest(name)), total: names.length } as never;
      },
    };
    return {
      clock,
      directory: createDirectory({ upstream, accounts: routing, requestTimeoutMs: 10_000, clock }),
    };
  }
  const hang = (): Promise<never> => new Promise(() => undefined);
  const deny = (): Promise<never> => Promise.reject(new StreamError('UPSTREAM_DENIED'));

  test('the lists are merged without domains that belong to another account', async () => {
    const { directory } = open({
      a: () => Promise.resolve(['z.a.example.com', 'push.b.example.com']),
      b: () => Promise.resolve(['push.b.example.com']),
    });
    expect(await directory.listIngestDomains(someCall())).toEqual({
      names: ['push.b.example.com', 'z.a.example.com'],
      missing: [],
    });
  });

  test('the read waits at most 2 seconds for other accounts after the first list has arrived', async () => {
    const { clock, directory } = open({ a: hang, b: () => Promise.resolve(['push.b.example.com']) });
    const list = directory.listIngestDomains(someCall());
    await clock.pass(1_999);
    const early = await Promise.race([list, Promise.resolve('waits')]);
    expect(early).toBe('waits');
    await clock.pass(1);
    expect(await list).toEqual({ names: ['push.b.example.com'], missing: ['a'] });
  });

  test('only the named accounts are read', async () => {
    const { directory } = open({ a: deny, b: () => Promise.resolve(['push.b.example.com']) });
    expect(await directory.listIngestDomains(someCall(), ['b'])).toMatchObject({ missing: [] });
    await expect(directory.listIngestDomains(someCall(), ['a'])).rejects.toMatchObject({
      code: 'UPSTREAM_DENIED',
    });
  });
});

describe('the answer of the upstream', () => {
  async function listOf(items: readonly UserDomain[], total = items.length) {
    await openWorld(0);
    let calls = 0;
    const upstream: LiveUpstream = {
      call: () => {
        calls += 1;
        return Promise.resolve({ items, total } as never);
      },
    };
    const directory = createDirectory({ upstream, requestTimeoutMs: 1_000 });
    const list = await directory.listIngestDomains(someCall()).catch((thrown: unknown) => thrown);
    return { list, calls };
  }

  test('the list is sorted, without duplicates and without domains of another kind', async () => {
    const play: UserDomain = { name: 'live.example.com', kind: 'streaming', isOnline: true };
    const items = [ingest('b.example.com'), play, ingest('a.example.com'), ingest('b.example.com')];
    expect((await listOf(items)).list).toEqual({ names: ['a.example.com', 'b.example.com'], missing: [] });
  });

  test('a list of more than 100 pages is refused after the first page', async () => {
    const { list, calls } = await listOf([ingest('a.example.com')], 5_001);
    expect(list).toMatchObject({ code: 'UPSTREAM_ERROR' });
    expect(calls).toBe(1);
  });
});
