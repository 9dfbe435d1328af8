import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CompiledQuery, sql } from 'kysely';
import { selectActionCounts, selectActions } from '../../src/store/ledger-pages.js';
import { selectEnds } from '../../src/store/forbidden-until.js';
import { type Store } from '../../src/store/open-store.js';
import { type ActionIntent } from '../../src/stream/ledger.js';
import { type LedgerPlace } from './ledger.contract.js';
import { countActionsOf, listActionsOf } from '../support/actions.js';

const ADDRESS = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };
const ANY_APP = { ...ADDRESS, appName: '*' };
const RESUME: ActionIntent = {
  account: 'default',
  address: ADDRESS,
  kind: 'RESUME',
  subject: 'moderator-7',
  reason: undefined,
  until: undefined,
  correlationId: 'c-1',
};

/** Tests that the pages of a stream include the actions on every app. Every database runs this suite. */
export function ledgerPagesContract(name: string, createPlace: () => Promise<LedgerPlace>): void {
  describe(`a stream’s actions in ${name}`, () => {
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

    const intend = (address: ActionIntent['address']): Promise<string> =>
      store.ledger.intend({ ...RESUME, address });
    const idsOf = async (address = ADDRESS, first = 20, after?: string): Promise<string[]> =>
      (await listActionsOf(store.ledger, address, { first, after })).actions.map(({ id }) => id);

    test('pages and counts include the resumes of the stream’s name under every app', async () => {
      const ids = [];
      for (const address of [ADDRESS, ANY_APP, ANY_APP, ADDRESS, ANY_APP, ADDRESS])
        ids.push(await intend(address));
      const newestFirst = ids.toReversed();
      expect(await idsOf()).toEqual(newestFirst);
      expect(await countActionsOf(store.ledger, ADDRESS)).toBe(6);
      for (const size of [1, 2, 4, 6]) {
        const read: string[] = [];
        for (let hasMore = true; hasMore;) {
          const page = await listActionsOf(store.ledger, ADDRESS, { first: size, after: read.at(-1) });
          read.push(...page.actions.map(({ id }) => id));
          expect(page.actions.length).toBeLessThanOrEqual(size);
          ({ hasMore } = page);
        }
        expect(read).toEqual(newestFirst);
      }
    });

    test('each action shows its app', async () => {
      await intend(ANY_APP);
      await intend(ADDRESS);
      const { actions } = await listActionsOf(store.ledger, ADDRESS, { first: 9 });
      expect(actions.map(({ address }) => address)).toEqual([ADDRESS, ANY_APP]);
    });

    test('a page contains no action of another app, name or domain', async () => {
      for (const other of [
        { ...ADDRESS, appName: 'vod' },
        { ...ANY_APP, streamName: 'match-43' },
        { ...ANY_APP, domainName: 'push.other.example.com' },
      ])
        await intend(other);
      expect(await idsOf()).toEqual([]);
      expect(await countActionsOf(store.ledger, ADDRESS)).toBe(0);
    });

    test('a page for every app contains only the actions on every app, without duplicates', async () => {
      const id = await intend(ANY_APP);
      await intend(ADDRESS);
      expect(await idsOf(ANY_APP)).toEqual([id]);
      expect(await countActionsOf(store.ledger, ANY_APP)).toBe(1);
    });

    test('the actions of many streams are read in one statement, with a separate page for each stream', async () => {
      const idsOfStream: string[][] = [];
      for (let stream = 0; stream < 4; stream += 1) {
        const address = { ...ADDRESS, streamName: `match-${stream}` };
        idsOfStream.push([]);
        for (let n = 0; n < 5; n += 1) idsOfStream[stream]?.unshift(await intend(address));
      }
      const queries = idsOfStream.map((ids, stream) => ({
        address: { ...ADDRESS, streamName: `match-${stream}` },
        first: stream + 1,
        after: stream % 2 === 0 ? undefined : ids[0],
      }));
      const pages = await store.ledger.listActions([...queries, ...queries.slice(0, 1)]);
      const found = pages.map(({ actions, hasMore }) => [actions.map(({ id }) => id), hasMore]);
      expect(found).toEqual([
        [idsOfStream[0]?.slice(0, 1), true],
        [idsOfStream[1]?.slice(1, 3), true],
        [idsOfStream[2]?.slice(0, 3), true],
        [idsOfStream[3]?.slice(1, 5), false],
        [idsOfStream[0]?.slice(0, 1), true],
      ]);
    });

    test('the actions of many streams are counted in one statement, up to the limit', async () => {
      for (const address of [ADDRESS, ADDRESS, ANY_APP, { ...ADDRESS, streamName: 'other' }])
        await intend(address);
      const addresses = [ADDRESS, { ...ADDRESS, streamName: 'none' }, { ...ADDRESS, streamName: 'other' }];
      expect(await store.ledger.countActions(addresses, 10)).toEqual([3, 0, 1]);
      expect(await store.ledger.countActions(addresses, 2)).toEqual([2, 0, 1]);
    });

    test('actions are read from the index in their order and are counted on the index', async () => {
      await fill(store);
      const { db, dialect } = store;
      for (const after of [undefined, 'live-11500']) {
        const queries = [20, 7].map((first) => ({ address: ADDRESS, first, after }));
        const plan = await planOf(store, selectActions(db, dialect, queries));
        expect(plan.match(NEWEST_OFF_INDEX[dialect])).toHaveLength(2);
      }
      const plan = await planOf(store, selectActionCounts(db, dialect, [ADDRESS, ANY_APP], 10_001));
      expect(plan.match(COUNTED_ON_INDEX[dialect])).toHaveLength(2);
    });

    test('the end of a forbid is read from the index, starting at the newest action', async () => {
      await fill(store);
      const plan = await planOf(store, selectEnds(store.db, store.dialect, [ADDRESS, ANY_APP], 0));
      expect(plan.match(LATEST_OFF_INDEX[store.dialect])).toHaveLength(1);
      expect(plan).not.toMatch(/Seq Scan|SCAN (?:action|latest|lifted)/);
    });
  });
}

/**
 * The index condition must contain an equal stream name. A scan that compares rows could read all actions of the
 * domain.
 */
const OFF_INDEX =
  /Limit [^\n]*\n\s*->\s+Index Scan Backward using stream_action_stream [^\n]*\n\s*Index Cond: \(\(domain_name = [^\n]* AND \(stream_name = /g;

/** The newest actions of one app, limited before any sort. The later sort only merges two pages. */
const NEWEST_OFF_INDEX = {
  postgres: OFF_INDEX,
  sqlite:
    /SEARCH stream_action USING COVERING INDEX stream_action_stream \(domain_name=\? AND stream_name=\? AND app_name=\? AND id<\?\)/g,
};
const COUNTED_ON_INDEX = {
  postgres: /Index Only Scan using stream_action_stream/g,
  sqlite: /SEARCH action USING COVERING INDEX stream_action_stream/g,
};
const LATEST_OFF_INDEX = {
  postgres: OFF_INDEX,
  sqlite: /SEARCH stream_action USING INDEX stream_action_stream \([^)]*app_name=\? AND id<\?\)/g,
};

/** Inserts thousands of actions of one stream and of its name under every app, and many more of other streams. */
async function fill({ db, dialect }: Store): Promise<void> {
  for (const [appName, streamName, count] of [
    ['live', ADDRESS.streamName, 2_000],
    ['*', ADDRESS.streamName, 2_000],
    ['other', 'match-43', 40_000],
  ] as const)
    for (let from = 10_000; from < 10_000 + count; from += 2_000)
      await sql`
        with recursive numbers (n) as (select ${sql.lit(from)} union all select n + 1 from numbers where n < ${sql.lit(from + 1_999)})
        insert into stream_action (id, domain_name, app_name, stream_name, kind, subject, correlation_id, outcome, started_at_ms)
        select ${`${appName}-`} || n, ${ADDRESS.domainName}, ${appName}, ${streamName}, 'RESUME', 'm', 'c', 'SUCCEEDED', n
        from numbers`.execute(db);
  await sql.raw(`${dialect === 'postgres' ? 'vacuum ' : ''}analyze stream_action`).execute(db);
}

/** Returns the query plan of the database as text. */
async function planOf({ db, dialect }: Store, query: CompiledQuery): Promise<string> {
  const explain = dialect === 'postgres' ? 'explain' : 'explain query plan';
  const asked = CompiledQuery.raw(`${explain} ${query.sql}`, [...query.parameters]);
  const { rows } = await db.executeQuery<Record<string, unknown>>(asked);
  return rows.map((row) => String(row['QUERY PLAN'] ?? row['detail'])).join('\n');
}
