import { beforeEach, expect, test } from '@jest/globals';
import { type OnEvent } from '../../src/event/event-hub.js';
import { StatusHub } from '../../src/event/status-hub.js';
import { type StreamStatus } from '../../src/stream/directory/read-status.js';
import { StreamError } from '../../src/stream/errors.js';
import { type StreamEvent } from '../../src/stream/event.js';
import { streamEvent } from '../support/stream-events.js';
import { VirtualClock } from '../support/virtual-clock.js';

const STREAM = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };

let clock: VirtualClock;
let status: StreamStatus | StreamError;
/** The times of the reads of the lists, in milliseconds, and the number of streams of each read. */
let reads: [atMs: number, streams: number][];
let onEvent: OnEvent;
let hasCallbacks: boolean;
let until: Date | undefined;
let statements: number;
let hub: StatusHub;

beforeEach(() => {
  clock = new VirtualClock();
  status = 'ONLINE';
  reads = [];
  hasCallbacks = true;
  until = undefined;
  statements = 0;
  hub = new StatusHub({
    clock,
    hasCallbacks: () => Promise.resolve(hasCallbacks),
    directory: {
      readStatus: (streams) => {
        reads.push([clock.now(), streams.length]);
        return Promise.resolve(streams.map(() => status));
      },
    },
    hub: {
      subscribe: (_domain, listener) => {
        onEvent = listener;
        return Promise.resolve({ position: 0, unsubscribe: () => undefined });
      },
    },
    ledger: {
      readForbiddenUntil: (addresses) => {
        statements += 1;
        return Promise.resolve(addresses.map(() => until));
      },
    },
  });
});

const watch = (address = STREAM): { got: (StreamStatus | undefined)[]; leave: () => void } => {
  const got: (StreamStatus | undefined)[] = [];
  const leaving = new AbortController();
  void (async () => {
    for await (const one of hub.watch(address, leaving.signal)) got.push(one);
  })();
  return {
    got,
    leave: () => {
      leaving.abort();
    },
  };
};
const happens = (kind: StreamEvent['kind'], changes: Partial<StreamEvent> = {}): void => {
  onEvent(streamEvent(1, { kind, ...changes }));
};
const timesOf = (): number[] => reads.map(([atMs]) => atMs);

test('a watcher gets the status now and after each change', async () => {
  const { got, leave } = watch();
  await clock.pass(0);
  expect(got).toEqual(['ONLINE']);
  status = 'OFFLINE';
  await clock.pass(60_000);
  expect(got).toEqual(['ONLINE', 'OFFLINE']);
  leave();
});

test('with callbacks, all watchers of a domain share one read in 30 seconds and cause no statement', async () => {
  for (let n = 0; n < 200; n += 1) watch({ ...STREAM, streamName: `match-${n}` });
  await clock.pass(0);
  await clock.pass(5_000);
  reads = [];
  await clock.pass(300_000);
  expect(reads).toHaveLength(10);
  expect(new Set(reads.map(([, streams]) => streams))).toEqual(new Set([200]));
  expect(statements).toBe(0);
});

test('without callbacks, the lists are read every 2 seconds', async () => {
  hasCallbacks = false;
  watch();
  await clock.pass(0);
  reads = [];
  await clock.pass(20_000);
  expect(reads).toHaveLength(10);
});

test('after a callback, the lists are read at once and then for up to 30 seconds until they agree', async () => {
  status = 'OFFLINE';
  const { got } = watch();
  await clock.pass(10_000);
  reads = [];
  happens('PUBLISHED');
  await clock.pass(13_000);
  expect(timesOf()).toEqual([10_000, 11_000, 13_000, 16_000, 22_000]);
  expect(got).toEqual(['OFFLINE']);
  status = 'ONLINE';
  await clock.pass(8_000);
  expect(got).toEqual(['OFFLINE', 'ONLINE']);
});

test('events in quick succession cause at most one read per second', async () => {
  watch();
  await clock.pass(10_000);
  reads = [];
  for (let n = 0; n < 20; n += 1) {
    happens(n % 2 === 0 ? 'PUBLISHED' : 'UNPUBLISHED');
    await clock.pass(100);
  }
  expect(reads.length).toBeLessThanOrEqual(3);
});

test('an event causes a read if its name matches in any case or if its app is "*"', async () => {
  watch({ ...STREAM, streamName: 'Match-42' });
  await clock.pass(10_000);
  reads = [];
  happens('PUBLISHED', { address: { ...STREAM, streamName: 'match-43' } });
  await clock.pass(0);
  expect(reads).toEqual([]);
  happens('PUBLISHED');
  await clock.pass(0);
  expect(reads).toHaveLength(1);
  await clock.pass(15_000);
  reads = [];
  happens('RESUMED', { address: { ...STREAM, appName: '*', streamName: 'Match-42' } });
  await clock.pass(0);
  expect(reads).toHaveLength(1);
});

test('the status of a forbidden stream is read when its forbid ends', async () => {
  status = 'FORBIDDEN';
  until = new Date(Date.now() + 40_000);
  const { got } = watch();
  await clock.pass(0);
  await clock.pass(39_000);
  expect(statements).toBe(1);
  reads = [];
  status = 'OFFLINE';
  await clock.pass(3_000);
  expect(got).toEqual(['FORBIDDEN', 'OFFLINE']);
});

test('a failed first read gives an unknown status, and failed reads make a status unknown after 30 seconds', async () => {
  status = new StreamError('UPSTREAM_UNAVAILABLE', { outcome: 'UNKNOWN' });
  const { got } = watch();
  await clock.pass(0);
  expect(got).toEqual([undefined]);
  status = 'ONLINE';
  await clock.pass(30_000);
  status = new StreamError('UPSTREAM_UNAVAILABLE', { outcome: 'UNKNOWN' });
  await clock.pass(30_000);
  expect(got).toEqual([undefined, 'ONLINE']);
  await clock.pass(60_000);
  expect(got).toEqual([undefined, 'ONLINE', undefined]);
});

test('a new watcher gets the status of a new read, not the one that others got before', async () => {
  const { got: others } = watch();
  await clock.pass(10_000);
  status = 'FORBIDDEN';
  const { got } = watch();
  await clock.pass(1_000);
  expect(got).toEqual(['FORBIDDEN']);
  expect(others).toEqual(['ONLINE', 'FORBIDDEN']);
});

test('a new watcher gets an unknown status if the lists cannot be read any more', async () => {
  watch();
  await clock.pass(10_000);
  status = new StreamError('UPSTREAM_DENIED', { outcome: 'REJECTED' });
  const { got } = watch();
  await clock.pass(1_000);
  expect(got).toEqual([undefined]);
});

test('new watchers within 2 seconds after a read share it', async () => {
  watch();
  await clock.pass(0);
  const later = Array.from({ length: 100 }, () => watch());
  await clock.pass(1_000);
  expect(later.map(({ got }) => got)).toEqual(later.map(() => ['ONLINE']));
  expect(reads).toHaveLength(1);
});

test('the lists are not read after the last watcher has left', async () => {
  const { leave } = watch();
  await clock.pass(0);
  leave();
  await clock.settle();
  reads = [];
  await clock.pass(300_000);
  expect(reads).toEqual([]);
  expect(clock.timers).toBe(0);
});
