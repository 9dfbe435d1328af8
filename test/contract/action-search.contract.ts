import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CompiledQuery } from 'kysely';
import { selectFound } from '../../src/store/action-search.js';
import { SqlLedger } from '../../src/store/ledger.js';
import { type Store } from '../../src/store/open-store.js';
import { type ActionFilter } from '../../src/stream/action-search.js';
import { type ActionKind, type ActionOutcome } from '../../src/stream/ledger.js';
import { type LedgerPlace } from './ledger.contract.js';

const START_MS = 1_700_000_000_000;
const PENDING_MS = 20_000;
const NOW_MS = START_MS + 200_000;
const DOMAINS = ['a.example.com', 'b.example.com', 'c.example.com'];
const APPS = ['live', 'Live', '*'];
const STREAMS = ['one', 'two'];
const SUBJECTS = ['maya', 'Maya', 'bot'];
const KINDS: readonly ActionKind[] = ['RESUME', 'FORBID', 'CUT'];
const OUTCOMES: readonly ActionOutcome[] = ['PENDING', 'SUCCEEDED', 'NOT_SENT', 'REJECTED', 'UNKNOWN'];

interface Written {
  readonly id: string;
  readonly domainName: string;
  readonly appName: string;
  readonly streamName: string;
  readonly subject: string;
  readonly kind: ActionKind;
  readonly outcome: ActionOutcome;
  readonly startedAtMs: number;
}

/** Returns the outcome that the ledger returns. An old action without an outcome is UNKNOWN. */
const shownOutcome = ({ outcome, startedAtMs }: Written): ActionOutcome =>
  outcome === 'PENDING' && startedAtMs < NOW_MS - PENDING_MS ? 'UNKNOWN' : outcome;

function isMatch(filter: ActionFilter, action: Written): boolean {
  const { domains, appName, streamName, subject, kinds, outcomes, since, before } = filter;
  return (
    (domains === undefined || domains.includes(action.domainName)) &&
    (appName === undefined || appName === action.appName) &&
    (streamName === undefined || streamName === action.streamName) &&
    (subject === undefined || subject === action.subject) &&
    (kinds === undefined || kinds.includes(action.kind)) &&
    (outcomes === undefined || outcomes.includes(shownOutcome(action))) &&
    (since === undefined || action.startedAtMs >= since.getTime()) &&
    (before === undefined || action.startedAtMs < before.getTime())
  );
}

const perhaps = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });
const instant = fc.integer({ min: -1, max: 202 }).map((second) => new Date(START_MS + second * 1_000));
const filter: fc.Arbitrary<ActionFilter> = fc.record({
  domains: perhaps(fc.subarray([...DOMAINS, 'none.example.com'])),
  appName: perhaps(fc.constantFrom(...APPS)),
  streamName: perhaps(fc.constantFrom(...STREAMS)),
  subject: perhaps(fc.constantFrom(...SUBJECTS)),
  kinds: perhaps(fc.subarray([...KINDS])),
  outcomes: perhaps(fc.subarray([...OUTCOMES])),
  since: perhaps(instant),
  before: perhaps(instant),
});

/** A search in several domains, in which some actions match. */
const filterOfSomeDomains: fc.Arbitrary<ActionFilter> = fc.record({
  domains: fc.subarray(DOMAINS, { minLength: 2 }),
  streamName: perhaps(fc.constantFrom(...STREAMS)),
  kinds: perhaps(fc.subarray([...KINDS], { minLength: 1 })),
});

/** Searches for actions with any filter. Every database runs this suite. */
export function actionSearchContract(name: string, createPlace: () => Promise<LedgerPlace>): void {
  describe(`a search for actions in ${name}`, () => {
    let place: LedgerPlace;
    let store: Store;
    let written: Written[];

    beforeEach(async () => {
      place = await createPlace();
      store = await place.open();
      written = Array.from({ length: 200 }, (_, n) => {
        const pick = <T>(values: readonly T[], step: number): T =>
          values[Math.floor(n / step) % values.length] as T;
        const startedAtMs = START_MS + n * 1_000;
        return {
          id: `${startedAtMs.toString(16).padStart(12, '0')}0000${n.toString(16).padStart(16, '0')}`,
          // Some parts of the ledger contain only one domain, as a bulk job leaves it.
          domainName: pick(DOMAINS, n % 80 < 50 ? 1 : 11),
          appName: pick(APPS, 2),
          streamName: pick(STREAMS, 5),
          subject: pick(SUBJECTS, 7),
          kind: pick(KINDS, 3),
          outcome: pick(OUTCOMES, 4),
          startedAtMs,
        };
      });
      await insert(written);
    });
    afterEach(async () => {
      await store.close();
      await place.drop();
    });

    /** Writes actions as they are, without the writer of the ledger. */
    const insert = async (actions: readonly Written[]): Promise<void> => {
      await store.db
        .insertInto('stream_action')
        .values(
          actions.map(({ domainName, appName, streamName, startedAtMs, ...action }) => ({
            ...action,
            account: 'default',
            domain_name: domainName,
            app_name: appName,
            stream_name: streamName,
            reason: null,
            until_ms: null,
            correlation_id: 'c',
            job_id: null,
            request_id: null,
            code: null,
            started_at_ms: startedAtMs,
            finished_at_ms: null,
          })),
        )
        .execute();
    };

    const ledgerOf = (mostRead?: number): SqlLedger => {
      const { db, dialect } = store;
      return new SqlLedger({ db, dialect, pendingMs: PENDING_MS, mostRead, now: () => NOW_MS });
    };

    /** Reads all pages. @returns the ids and the number of pages */
    async function readAll(ledger: SqlLedger, of: ActionFilter, first: number) {
      const ids: string[] = [];
      let after: string | undefined;
      for (let pages = 1; ; pages += 1) {
        const { actions, next } = await ledger.searchActions({ ...of, first, after });
        expect(actions.length).toBeLessThanOrEqual(first);
        ids.push(...actions.map(({ id }) => id));
        if (next === undefined) return { ids, pages };
        after = next;
      }
    }
    const expected = (of: ActionFilter): Written[] =>
      written.filter((action) => isMatch(of, action)).toReversed();

    test('any filter finds exactly the matching actions, newest first, in pages of any size', async () => {
      const ledger = ledgerOf();
      await fc.assert(
        fc.asyncProperty(filter, fc.constantFrom(1, 3, 50, 500), async (of, first) => {
          const found = expected(of);
          const { ids, pages } = await readAll(ledger, of, first);
          expect(ids).toEqual(found.map(({ id }) => id));
          expect(pages).toBeLessThanOrEqual(Math.ceil(found.length / first) + 1);
          const tallies = await ledger.tallyActions(of);
          expect(tallies?.reduce((sum, { total }) => sum + total, 0)).toBe(found.length);
        }),
        { numRuns: 150 },
      );
    }, 60_000);

    test('a search with a low read limit returns short pages and loses no action', async () => {
      const ledger = ledgerOf(12);
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(filter, filterOfSomeDomains),
          fc.constantFrom(1, 7, 50),
          async (of, first) => {
            const { ids, pages } = await readAll(ledger, of, first);
            const found = expected(of).map(({ id }) => id);
            expect(ids).toEqual(found);
            // Each page is full, or it ends after at least 3 actions of a domain: the limit is shared by 4 domains.
            expect(pages).toBeLessThanOrEqual(Math.ceil(found.length / first) + Math.ceil(200 / 3) + 1);
          },
        ),
        { numRuns: 30 },
      );
    }, 60_000);

    test('a page that other domains fill does not end the search in a domain with many other actions', async () => {
      const toAction = (n: number, action: Pick<Written, 'domainName' | 'kind'>): Written => {
        const startedAtMs = START_MS - 1_000_000 + n * 1_000;
        const id = `${startedAtMs.toString(16).padStart(12, '0')}0000${n.toString(16).padStart(16, '0')}`;
        const names = { appName: 'live', streamName: 'one', subject: 'maya' };
        return { id, ...names, ...action, outcome: 'SUCCEEDED', startedAtMs };
      };
      const quiet = Array.from({ length: 6 }, (_, n) =>
        toAction(n, { domainName: 'quiet.example.com', kind: 'FORBID' }),
      );
      const rare = toAction(6, { domainName: 'busy.example.com', kind: 'FORBID' });
      const bulk = Array.from({ length: 30 }, (_, n) =>
        toAction(7 + n, { domainName: 'busy.example.com', kind: 'RESUME' }),
      );
      await insert([...quiet, rare, ...bulk]);
      const domains = ['busy.example.com', 'quiet.example.com'];
      const { ids } = await readAll(ledgerOf(20), { domains, kinds: ['FORBID'] }, 5);
      expect(ids).toEqual([...quiet, rare].map(({ id }) => id).toReversed());
    });

    test('the count is undefined if the search would have to read too many actions', async () => {
      expect(await ledgerOf(199).tallyActions({ domains: undefined })).toBeUndefined();
      expect(await ledgerOf(200).tallyActions({ domains: undefined })).toBeDefined();
    });

    test('an action that is found by its outcome has this outcome', async () => {
      for (const outcome of OUTCOMES) {
        const { actions } = await ledgerOf().searchActions({
          domains: undefined,
          outcomes: [outcome],
          first: 500,
        });
        expect(actions.length).toBeGreaterThan(0);
        expect(new Set(actions.map((action) => action.outcome))).toEqual(new Set([outcome]));
      }
    });

    test('the ledger lists every domain of an action once', async () => {
      expect(await ledgerOf().listActionDomains()).toEqual(DOMAINS);
    });

    test.each<[string, ActionFilter, string]>([
      ['by domain', { domains: ['a.example.com'] }, 'stream_action_newest_of_domain_name'],
      ['by caller', { domains: undefined, subject: 'maya' }, 'stream_action_newest_of_subject'],
      [
        'by caller, on some domains, from a start time',
        { domains: DOMAINS, subject: 'maya', since: new Date(START_MS) },
        'stream_action_newest_of_subject',
      ],
      [
        'by stream',
        { domains: ['a.example.com'], appName: 'live', streamName: 'one' },
        'stream_action_stream',
      ],
    ])('a search %s reads an index in its order, without a sort', async (_title, of, index) => {
      const { db, dialect } = store;
      await db.executeQuery(CompiledQuery.raw('analyze'));
      const query = selectFound({ db, dialect, oldestPendingMs: 0 }, { ...of, first: 50 });
      const explain = dialect === 'postgres' ? 'explain' : 'explain query plan';
      const asked = CompiledQuery.raw(`${explain} ${query.sql}`, [...query.parameters]);
      const { rows } = await db.executeQuery<Record<string, unknown>>(asked);
      const plan = rows.map((row) => String(row['QUERY PLAN'] ?? row['detail'])).join('\n');
      expect(plan).toContain(index);
      // The only sort is the sort of the page, which has at most 51 rows.
      expect(plan.match(/Sort Key|TEMP B-TREE/g)?.length ?? 0).toBeLessThanOrEqual(1);
      expect(plan).not.toMatch(/Seq Scan|SCAN stream_action(?! USING)/);
    });
  });
}
