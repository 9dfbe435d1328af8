import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CompiledQuery } from 'kysely';
import { type EventTarget, isOfTarget } from '../../src/event/event-store.js';
import { selectEventPages, selectEventsAfter } from '../../src/store/event-pages.js';
import { type Store } from '../../src/store/open-store.js';
import { type ReportedEvent, type StreamEvent } from '../../src/stream/event.js';
import { type ActionIntent } from '../../src/stream/ledger.js';
import { type LedgerPlace } from './ledger.contract.js';

const ADDRESS = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };
const AT = new Date('2026-11-26T12:00:00Z');
const PUBLISHED: ReportedEvent = { address: ADDRESS, kind: 'PUBLISHED', at: AT, isDomainKnown: true };
const RESUME: ActionIntent = {
  account: 'default',
  address: ADDRESS,
  kind: 'RESUME',
  subject: 'moderator-7',
  reason: undefined,
  until: undefined,
  correlationId: 'c-1',
};
const SUCCEEDED = { outcome: 'SUCCEEDED', requestId: 'R-1', code: undefined } as const;

/** Tests the sequence of events. Every database runs this suite. */
export function eventsContract(name: string, createPlace: () => Promise<LedgerPlace>): void {
  describe(`the events of streams in ${name}`, () => {
    let place: LedgerPlace;
    let store: Store;
    beforeEach(async () => {
      place = await createPlace();
      store = await place.open();
    });
    afterEach(async () => {
      await store.close();
      await place.drop();
    });

    const all = (): Promise<readonly StreamEvent[]> => store.events.readAfter(0, 1_000);
    const act = async (intent: Partial<ActionIntent>, result: object = SUCCEEDED): Promise<string> => {
      const id = await store.ledger.intend({ ...RESUME, ...intent });
      await store.ledger.conclude(id, { ...SUCCEEDED, ...result });
      return id;
    };

    test('a callback is stored once, even if several replicas receive it several times', async () => {
      const other = await place.open();
      await Promise.all(
        [store, store, other, other].map(({ events }) => events.append([PUBLISHED, PUBLISHED])),
      );
      await store.events.append([{ ...PUBLISHED, at: new Date(AT.getTime() + 1_000) }]);
      await other.close();
      expect(await all()).toMatchObject([
        { ...PUBLISHED, source: 'CALLBACK', actionId: undefined, until: undefined },
        { address: ADDRESS, at: new Date(AT.getTime() + 1_000) },
      ]);
    });

    test('each successful action has one event with its end time, and other actions have none', async () => {
      const until = new Date('2026-11-27T12:00:00Z');
      const forbid = await act({ kind: 'FORBID', until });
      const cut = await act({ kind: 'CUT' });
      await act({}, { outcome: 'UNKNOWN', requestId: undefined, code: 'UPSTREAM_TIMEOUT' });
      await act({}, { outcome: 'REJECTED', code: 'UPSTREAM_ERROR' });
      const resume = await act({});
      await store.ledger.conclude(resume, SUCCEEDED);
      const source = 'GATEWAY';
      expect(await all()).toMatchObject([
        { kind: 'FORBIDDEN', address: ADDRESS, source, actionId: forbid, until, isDomainKnown: true },
        { kind: 'CUT', address: ADDRESS, source, actionId: cut, until: undefined },
        { kind: 'RESUMED', address: ADDRESS, source, actionId: resume },
      ]);
    });

    test('an action has no event if its first outcome was not a success', async () => {
      const id = await store.ledger.intend(RESUME);
      await store.ledger.conclude(id, { outcome: 'UNKNOWN', requestId: undefined, code: 'UPSTREAM_TIMEOUT' });
      await store.ledger.conclude(id, SUCCEEDED);
      expect(await all()).toEqual([]);
    });

    test('simultaneous actions and callbacks are all stored in one sequence', async () => {
      const ids = await Promise.all(
        Array.from({ length: 120 }, async (_, index) => {
          await store.events.append([{ ...PUBLISHED, at: new Date(AT.getTime() + index * 1_000) }]);
          return act({ address: { ...ADDRESS, streamName: `match-${index}` } });
        }),
      );
      const events = await all();
      expect(events).toHaveLength(240);
      expect(events.map(({ actionId }) => actionId).filter(Boolean)).toHaveLength(ids.length);
      const positions = events.map(({ position }) => position);
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
      expect(await store.events.latestPosition()).toBe(positions.at(-1));
    });

    test('no event is committed at a position that a reader has already passed', async () => {
      const other = await place.open();
      const read: number[] = [];
      const writing = { isDone: false };
      const reading = (async () => {
        for (;;) {
          const isLast = writing.isDone;
          const events = await store.events.readAfter(read.at(-1) ?? 0, 1_000);
          read.push(...events.map(({ position }) => position));
          if (isLast && events.length === 0) return;
          // SQLite reads synchronously, so the reader must give the writers time to run.
          await new Promise((resolve) => setImmediate(resolve));
        }
      })();
      await Promise.all(
        Array.from({ length: 60 }, async (_, index) => {
          const { events } = index % 2 === 0 ? store : other;
          for (let second = 0; second < 5; second += 1)
            await events.append([
              { ...PUBLISHED, at: new Date(AT.getTime() + (index * 5 + second) * 1_000) },
            ]);
        }),
      );
      writing.isDone = true;
      await reading;
      expect(read).toEqual((await all()).map(({ position }) => position));
      expect(read).toHaveLength(300);
      await other.close();
    });

    test('events are found by their positions and counted up to a limit', async () => {
      await store.events.append([PUBLISHED, { ...PUBLISHED, kind: 'UNPUBLISHED' }]);
      const [first] = await all();
      expect(await store.events.findEvents([first?.position ?? 0, 999_999])).toEqual([first, undefined]);
      expect(await store.events.countEvents([ADDRESS, { domainName: 'push.example.net' }], 1)).toEqual([
        1, 0,
      ]);
    });

    test('the store returns the last callback of each domain', async () => {
      await act({});
      expect(await store.events.lastCallbacks()).toEqual(new Map());
      const later = new Date(AT.getTime() + 5_000);
      const elsewhere = { ...ADDRESS, domainName: 'push.example.net' };
      await store.events.append([
        { ...PUBLISHED, at: later },
        PUBLISHED,
        { ...PUBLISHED, address: elsewhere },
      ]);
      expect(await store.events.lastCallbacks()).toEqual(
        new Map([
          ['push.example.com', later],
          ['push.example.net', AT],
        ]),
      );
    });

    const STREAMS = ['match-42', 'match-43'];
    const APPS = ['live', 'vod'];
    const DOMAINS = ['push.example.com', 'push.example.net'];
    const address = fc.record({
      domainName: fc.constantFrom(...DOMAINS),
      appName: fc.constantFrom(...APPS, '*'),
      streamName: fc.constantFrom(...STREAMS),
    });
    const TARGETS: readonly EventTarget[] = DOMAINS.flatMap((domainName) => [
      { domainName },
      ...APPS.flatMap((appName) => [
        { domainName, appName },
        ...STREAMS.map((streamName) => ({ domainName, appName, streamName })),
      ]),
    ]);

    test('the events of a domain, an app or a stream are exact, in pages and after a position', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(address, { maxLength: 12 }),
          fc.integer({ min: 1, max: 4 }),
          async (addresses, first) => {
            for (const one of addresses) await act({ address: one });
            const events = await all();
            const ofTarget = (target: EventTarget) =>
              events.filter((event) => isOfTarget(event.address, target));
            const pages = await store.events.listEvents(TARGETS.map((target) => ({ ...target, first })));
            TARGETS.forEach((target, index) => {
              const expected = ofTarget(target).toReversed();
              expect(pages[index]).toEqual({
                events: expected.slice(0, first),
                hasMore: expected.length > first,
              });
            });
            const middle = events[Math.floor(events.length / 2)]?.position ?? 0;
            for (const target of TARGETS) {
              const [page] = await store.events.listEvents([{ ...target, first: 100, before: middle }]);
              expect(page?.events).toEqual(
                ofTarget(target)
                  .filter(({ position }) => position < middle)
                  .toReversed(),
              );
              expect(await store.events.readAfter(middle, 100, target)).toEqual(
                ofTarget(target).filter(({ position }) => position > middle),
              );
            }
            expect(await store.events.countEvents(TARGETS, 1_000)).toEqual(
              TARGETS.map((target) => ofTarget(target).length),
            );
          },
        ),
        { numRuns: 6 },
      );
    });

    test('a callback in lower case gets the known spelling if only one known name matches', async () => {
      await act({ address: { ...ADDRESS, appName: 'Live', streamName: 'Match-42' } });
      await store.events.append([PUBLISHED]);
      expect((await all()).map(({ address: { appName, streamName } }) => `${appName}/${streamName}`)).toEqual(
        ['Live/Match-42', 'Live/Match-42'],
      );
    });

    test('a callback keeps names in lower case if the ledger knows them or several names match', async () => {
      await act({ address: { ...ADDRESS, streamName: 'Match-42' } });
      await act({ address: { ...ADDRESS, streamName: 'MATCH-42' } });
      await store.events.append([PUBLISHED]);
      await act({ address: { ...ADDRESS, streamName: 'Final' } });
      await act({ address: { ...ADDRESS, streamName: 'final' } });
      await store.events.append([{ ...PUBLISHED, address: { ...ADDRESS, streamName: 'final' } }]);
      const reported = (await all()).filter(({ source }) => source === 'CALLBACK');
      expect(reported.map(({ address: { streamName } }) => streamName)).toEqual(['match-42', 'final']);
    });

    test('the longest names are stored in full', async () => {
      const long = { ...ADDRESS, appName: '🎥'.repeat(255), streamName: '🎬'.repeat(255) };
      const mixed = { ...ADDRESS, appName: `A${'文'.repeat(254)}`, streamName: `B${'件'.repeat(254)}` };
      await act({ address: mixed });
      await store.events.append([{ ...PUBLISHED, address: long }]);
      expect((await all()).map(({ address: one }) => one)).toEqual([mixed, long]);
    });

    test('events are read from an index in their sequence', async () => {
      await store.events.append([PUBLISHED]);
      const { db, dialect } = store;
      const statements = [
        ...TARGETS.slice(0, 3).map((target) => selectEventPages(db, dialect, [{ ...target, first: 20 }])),
        ...TARGETS.slice(0, 3).map((target) => selectEventsAfter(db, dialect, 5, 20, target)),
      ];
      for (const { sql: text, parameters } of statements) {
        const explain = dialect === 'postgres' ? 'explain' : 'explain query plan';
        if (dialect === 'postgres') await db.executeQuery(CompiledQuery.raw('set enable_seqscan = off'));
        const { rows } = await db.executeQuery(CompiledQuery.raw(`${explain} ${text}`, [...parameters]));
        const plan = JSON.stringify(rows);
        expect(plan).toMatch(/stream_event_(?:domain|app|stream)/);
        expect(plan).not.toMatch(/SCAN stream_event|Seq Scan/);
      }
    });
  });
}
