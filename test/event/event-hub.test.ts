import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EventHub } from '../../src/event/event-hub.js';
import { watchEvents } from '../../src/event/watch-events.js';
import { type EventTarget, isOfTarget } from '../../src/event/event-store.js';
import { LocalSignal } from '../../src/store/local-signal.js';
import { type StreamEvent } from '../../src/stream/event.js';
import { streamEvent } from '../support/stream-events.js';
import { VirtualClock } from '../support/virtual-clock.js';

const DOMAIN = 'push.example.com';

/** A store in memory that counts its reads. */
class MemoryEvents {
  readonly events: StreamEvent[] = [];
  readonly signal = new LocalSignal();
  readonly clock = new VirtualClock();
  reads = 0;
  isAway = false;

  readonly hub = new EventHub({ store: this, signal: this.signal, clock: this.clock });

  add(changes: Partial<StreamEvent> = {}): void {
    this.events.push(streamEvent(this.events.length + 1, changes));
    this.signal.committed('events');
  }

  latestPosition(): Promise<number> {
    this.#read();
    return Promise.resolve(this.events.length);
  }

  readAfter(position: number, limit: number, target?: EventTarget): Promise<readonly StreamEvent[]> {
    this.#read();
    const behind = this.events.filter(
      (event) => event.position > position && (target === undefined || isOfTarget(event.address, target)),
    );
    return Promise.resolve(behind.slice(0, limit));
  }

  #read(): void {
    this.reads += 1;
    if (this.isAway) throw new Error('away');
  }
}

const take = async (events: AsyncIterator<StreamEvent>, count: number): Promise<number[]> => {
  const taken: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const next = await events.next();
    if (next.done !== true) taken.push(next.value.position);
  }
  return taken;
};

test('a change causes one read for all subscribers of a domain, and no change causes no read', async () => {
  const store = new MemoryEvents();
  const got: number[] = [];
  for (let n = 0; n < 1_000; n += 1) await store.hub.subscribe(DOMAIN, ({ position }) => got.push(position));
  expect(store.reads).toBe(1);
  store.add();
  await store.clock.settle();
  expect(store.reads).toBe(2);
  expect(got).toEqual(Array.from({ length: 1_000 }, () => 1));
});

test('the store is not read while there are no subscribers', async () => {
  const store = new MemoryEvents();
  store.add();
  const { unsubscribe } = await store.hub.subscribe(DOMAIN, () => undefined);
  unsubscribe();
  store.add();
  await store.clock.settle();
  expect(store.reads).toBe(1);
});

test('a subscriber gets only the events of its domain', async () => {
  const store = new MemoryEvents();
  const got: number[] = [];
  await store.hub.subscribe(DOMAIN, ({ position }) => got.push(position));
  store.add({ address: { domainName: 'push.example.net', appName: 'live', streamName: 'a' } });
  store.add();
  await store.clock.settle();
  expect(got).toEqual([2]);
});

test('the hub reads again after a failed read, and no event is lost', async () => {
  const store = new MemoryEvents();
  const got: number[] = [];
  await store.hub.subscribe(DOMAIN, ({ position }) => got.push(position));
  store.isAway = true;
  store.add();
  store.add();
  await store.clock.settle();
  expect(got).toEqual([]);
  store.isAway = false;
  await store.clock.pass(1_000);
  expect(got).toEqual([1, 2]);
});

test('a subscriber gets the missed events first and then the new ones, each once and without a gap', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(30),
      fc.nat(30),
      fc.nat(250),
      fc.boolean(),
      async (before, after, during, slow) => {
        const store = new MemoryEvents();
        for (let n = 0; n < before; n += 1) store.add();
        const position = Math.min(after, before);
        const leaving = new AbortController();
        const events = watchEvents(
          { hub: store.hub, store },
          {
            target: { domainName: DOMAIN },
            after: position,
            signal: leaving.signal,
          },
        );
        const expected = before - position + during;
        const first = expected > 0 ? take(events, 1) : Promise.resolve([]);
        await store.clock.settle();
        for (let n = 0; n < during; n += 1) {
          store.add();
          if (!slow) await Promise.resolve();
        }
        const got = [...(await first), ...(await take(events, Math.max(0, expected - 1)))];
        expect(got).toEqual(Array.from({ length: expected }, (_, n) => position + n + 1));
        leaving.abort();
        expect((await events.next()).done).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

test('a subscriber with an event of a replaced store gets the new events, although their positions are lower', async () => {
  const store = new MemoryEvents();
  store.add();
  const { signal } = new AbortController();
  const target = { domainName: DOMAIN };
  const events = watchEvents({ hub: store.hub, store }, { target, after: 1_000, signal });
  const first = take(events, 2);
  await store.clock.settle();
  store.add();
  store.add();
  await store.clock.settle();
  expect(await first).toEqual([2, 3]);
});

test('a subscriber whose last event is newer than its replica knows gets each later event once', async () => {
  const store = new MemoryEvents();
  store.add();
  const { signal } = new AbortController();
  await store.hub.subscribe(DOMAIN, () => undefined);
  // The signal of the second event has not arrived.
  store.events.push(streamEvent(2, {}));
  const target = { domainName: DOMAIN };
  const events = watchEvents({ hub: store.hub, store }, { target, after: 2, signal });
  const first = take(events, 1);
  await store.clock.settle();
  store.add();
  await store.clock.settle();
  expect(await first).toEqual([3]);
});

test('a slow subscriber gets all events, although only a limited number of them waits in memory', async () => {
  const store = new MemoryEvents();
  const leaving = new AbortController();
  const events = watchEvents(
    { hub: store.hub, store },
    { target: { domainName: DOMAIN }, after: undefined, signal: leaving.signal },
  );
  const first = events.next();
  await store.clock.settle();
  for (let n = 0; n < 5_000; n += 1) store.add();
  await store.clock.settle();
  expect((await first).value).toMatchObject({ position: 1 });
  expect(await take(events, 4_999)).toEqual(Array.from({ length: 4_999 }, (_, n) => n + 2));
  leaving.abort();
});

test('a subscriber that has left gets no more events', async () => {
  const store = new MemoryEvents();
  const leaving = new AbortController();
  const events = watchEvents(
    { hub: store.hub, store },
    { target: { domainName: DOMAIN }, after: undefined, signal: leaving.signal },
  );
  const next = events.next();
  await store.clock.settle();
  leaving.abort();
  expect((await next).done).toBe(true);
  const { reads } = store;
  store.add();
  await store.clock.settle();
  expect(store.reads).toBe(reads);
});
