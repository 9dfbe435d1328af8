import { beforeEach, describe, expect, test } from '@jest/globals';
import { CatchUp } from '../../src/event/catch-up.js';
import { SINGLE_ACCOUNT } from '../../src/stream/account.js';
import { StreamError } from '../../src/stream/errors.js';
import { type ReportedEvent, type StreamEvent } from '../../src/stream/event.js';
import { type NotifyRecord, type NotifyRecordsQuery } from '../../src/stream/notify-messages.js';
import { type LiveUpstream } from '../../src/stream/upstream.js';
import { streamEvent } from '../support/stream-events.js';
import { VirtualClock } from '../support/virtual-clock.js';

const DOMAIN = 'push.example.com';
const NOW = Date.UTC(2026, 0, 2, 12);
const MINUTE = 60_000;
const ago = (minutes: number): Date => new Date(NOW - minutes * MINUTE);
const record = (streamName: string, minutes: number, changes: Partial<NotifyRecord> = {}): NotifyRecord => ({
  appName: 'live',
  streamName,
  type: 'publish',
  at: ago(minutes),
  reportedAt: ago(minutes),
  succeeded: true,
  ...changes,
});
const event = (streamName: string, minutes: number): StreamEvent =>
  streamEvent(1, { address: { domainName: DOMAIN, appName: 'live', streamName }, at: ago(minutes) });

let clock: VirtualClock;
let records: NotifyRecord[];
let known: StreamEvent[];
let queries: NotifyRecordsQuery[];
let stored: ReportedEvent[];
let found: number[];
let faults: unknown[];
let hasCallbacks: boolean;
let isAway: boolean;
/** By how much the wall clock was changed since the start. */
let setMs: number;
let catchUp: CatchUp;

beforeEach(() => {
  clock = new VirtualClock();
  records = [];
  known = [event('last', 30)];
  queries = [];
  stored = [];
  found = [];
  faults = [];
  hasCallbacks = true;
  isAway = false;
  setMs = 0;
  const call = (_operation: string, query: NotifyRecordsQuery) => {
    queries.push(query);
    if (isAway) return Promise.reject(new StreamError('UPSTREAM_UNAVAILABLE'));
    const of = records.filter(({ at }) => at >= query.since && at < query.before);
    const start = (query.pageNum - 1) * query.pageSize;
    return Promise.resolve({ items: of.slice(start, start + query.pageSize), total: of.length });
  };
  catchUp = new CatchUp({
    upstream: { call } as unknown as LiveUpstream,
    accounts: SINGLE_ACCOUNT,
    hasCallbacks: () => Promise.resolve(hasCallbacks),
    store: {
      append: (events) => {
        stored.push(...events);
        return Promise.resolve();
      },
      lastCallbacks: () => Promise.resolve(new Map([[DOMAIN, known.at(-1)?.at ?? ago(0)]])),
      listCallbacks: (_domain, since) => Promise.resolve(known.filter(({ at }) => at >= since)),
    },
    onFound: (count) => found.push(count),
    onFault: (thrown) => faults.push(thrown),
    clock,
    now: () => NOW + clock.now() + setMs,
  });
});

const names = (): string[] => stored.map(({ address }) => address.streamName);

describe('missed callbacks', () => {
  test('a run stores the events of all records that are not known', async () => {
    records = [record('last', 30), record('failed', 20, { succeeded: false }), record('succeeded', 10)];
    await catchUp.run();
    expect(stored).toEqual([
      {
        address: { domainName: DOMAIN, appName: 'live', streamName: 'failed' },
        kind: 'PUBLISHED',
        at: ago(20),
        isDomainKnown: true,
      },
      expect.objectContaining({ at: ago(10) }),
    ]);
    expect(found).toEqual([2]);
  });

  test('a run finds a callback that was missed in the ten minutes before the last known one', async () => {
    records = [record('lost', 39), record('last', 30)];
    await catchUp.run();
    expect(names()).toEqual(['lost']);
  });

  test('a run reads no further back than ApsaraVideo Live keeps records', async () => {
    known = [event('last', 60 * 24 * 30)];
    await catchUp.run();
    expect(queries[0]?.since).toEqual(ago(60 * 24 * 7 - 60));
  });

  test('a run follows every ten minutes and starts at the last record', async () => {
    records = [record('a', 1)];
    await catchUp.run();
    known.push(event('a', 1));
    records.push(record('b', -5));
    await clock.pass(10 * MINUTE);
    expect(names()).toEqual(['a', 'b']);
    expect(queries.at(-1)?.since).toEqual(ago(3));
    await catchUp.close();
    expect(clock.timers).toBe(0);
  });

  test.each([
    ['back by an hour', 60],
    ['back by a day', 24 * 60],
    ['forward by an hour', -60],
  ])(
    'a run starts before its end and finds what was missed after the wall clock was set %s',
    async (_name, wrongBy) => {
      setMs = wrongBy * MINUTE;
      await catchUp.run();
      setMs = 0;
      records.push(record('missed', -5));
      await clock.pass(10 * MINUTE);
      expect(names()).toContain('missed');
      for (const { since, before } of queries) expect(since.getTime()).toBeLessThan(before.getTime());
      expect(queries.at(-1)?.before).toEqual(new Date(ago(-10).getTime() + 1_000));
      expect(faults).toEqual([]);
    },
  );

  test('a run starts before its end if the last callback is later than the wall clock', async () => {
    known = [event('last', -60)];
    records = [record('missed', 5)];
    await catchUp.run();
    expect(queries).toEqual([
      expect.objectContaining({ since: ago(12), before: new Date(ago(0).getTime() + 1_000) }),
    ]);
    expect(names()).toEqual(['missed']);
  });

  test('a run reads all pages', async () => {
    records = Array.from({ length: 1_200 }, (_, n) => record(`s-${n}`, 20));
    await catchUp.run();
    expect(queries.map(({ pageNum }) => pageNum)).toEqual([1, 2, 3]);
    expect(stored).toHaveLength(1_200);
  });

  test('a repeated callback is not stored again, even if its record has no reported time', async () => {
    known.push(event('again', 20));
    const seconds = (count: number): Date => new Date(ago(20).getTime() + count * 1_000);
    records = [
      record('again', 20, { succeeded: false }),
      record('again', 20, { at: seconds(1) }),
      record('again', 20, { at: seconds(2), reportedAt: undefined }),
    ];
    await catchUp.run();
    expect(names()).toEqual([]);
    expect(found).toEqual([]);
  });

  test('a run does not read the records of a domain without callbacks', async () => {
    hasCallbacks = false;
    await catchUp.run();
    expect(queries).toEqual([]);
  });

  test('the next run finds the events if the records cannot be read', async () => {
    records = [record('missed', 5)];
    isAway = true;
    await catchUp.run();
    expect(stored).toEqual([]);
    expect(faults).toEqual([expect.objectContaining({ code: 'UPSTREAM_UNAVAILABLE' })]);
    isAway = false;
    await clock.pass(10 * MINUTE);
    expect(names()).toEqual(['missed']);
  });
});
