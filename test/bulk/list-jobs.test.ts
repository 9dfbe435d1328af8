import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAuthorizer } from '../../src/access/authorizer.js';
import { createClaimSelector } from '../../src/access/claim-selector.js';
import { parseGrants } from '../../src/access/parse-grants.js';
import { type BulkResumes, type BulkResumesPage, type JobPosition } from '../../src/bulk/bulk-resume.js';
import { createBulkResumes } from '../../src/bulk/bulk-resumes.js';
import { MAX_PAGE_STATEMENTS } from '../../src/bulk/list-jobs.js';
import { openStore, type Store } from '../../src/store/open-store.js';
import { type Caller } from '../../src/stream/caller.js';

const GRANTS = parseGrants(`
grants:
  - match: { claim: role, is: moderator }
    allow: [resume]
    domains: ['*']
  - match: { claim: role, is: lead }
    allow: [manage]
    domains: [push.example.com]
  - match: { claim: role, is: lead-of-live }
    allow: [manage]
    domains: [push.example.com]
    apps: [live]
`);
const toCaller = (subject: string, role = 'moderator'): Caller => ({ subject, claims: { role } });
const MAYA = toCaller('maya');
const LEAD = toCaller('lead', 'lead');
const LEAD_OF_LIVE = toCaller('lead-of-live', 'lead-of-live');

describe('a list of bulk jobs', () => {
  let store: Store;
  let jobs: BulkResumes;
  let statements: number;
  beforeEach(async () => {
    store = await openStore({ url: 'file::memory:' });
    statements = 0;
    const counted = new Proxy(store.jobs, {
      get: (target, name, receiver) => {
        statements += 1;
        return Reflect.get(target, name, receiver) as unknown;
      },
    });
    jobs = createBulkResumes({
      store: counted,
      authorize: createAuthorizer(GRANTS),
      selectClaims: createClaimSelector(GRANTS),
      listForbidden: () => Promise.resolve([]),
      perSecondOf: () => 2,
      wake: () => undefined,
    });
  });
  afterEach(() => store.close());

  const insert = async (id: string, startedAtMs: number, apps: readonly string[], isKept = true) => {
    const streams = apps.map((appName) => ({ appName, streamName: 's' }));
    const caller = toCaller(`author-of-${id}`);
    const job = { id, account: 'default', domainName: 'push.example.com', caller, streams };
    const nothing = { reason: undefined, idempotencyKey: undefined, requestHash: 'hash', correlationId: 'c' };
    await store.jobs.create({ ...job, ...nothing });
    const kept = isKept ? {} : { apps: null };
    await store.db
      .updateTable('bulk_job')
      .set({ started_at_ms: startedAtMs, ...kept })
      .where('id', '=', id)
      .execute();
  };
  const readAll = async (caller: Caller, first: number) => {
    const pages: BulkResumesPage[] = [];
    let after: JobPosition | undefined;
    do {
      statements = 0;
      const page = await jobs.list({ first, after }, caller);
      expect(statements).toBeLessThanOrEqual(MAX_PAGE_STATEMENTS);
      expect(page.jobs.length).toBeLessThanOrEqual(first);
      pages.push(page);
      after = page.next;
    } while (after !== undefined);
    return { pages, ids: pages.flatMap((page) => page.jobs.map(({ id }) => id)) };
  };

  test('the list shows each caller the same jobs as `find`', async () => {
    await insert('live', 1000, ['live']);
    await insert('both', 2000, ['live', 'event']);
    await insert('old-live', 3000, ['live'], false);
    await insert('old-both', 4000, ['live', 'event'], false);
    const all = ['old-both', 'old-live', 'both', 'live'];
    for (const caller of [MAYA, LEAD, LEAD_OF_LIVE, toCaller('author-of-both')]) {
      const seen = await Promise.all(all.map((id) => jobs.find(id, caller)));
      const { ids } = await readAll(caller, 3);
      expect(ids).toEqual(seen.flatMap((job) => job?.id ?? []));
    }
    expect((await readAll(LEAD, 9)).ids).toEqual(all);
    expect((await readAll(LEAD_OF_LIVE, 9)).ids).toEqual(['old-live', 'live']);
    expect((await readAll(toCaller('author-of-both'), 9)).ids).toEqual(['both']);
    expect((await readAll(MAYA, 9)).ids).toEqual([]);
  });

  test('the list contains each job once and in order, for any page size', async () => {
    for (let n = 0; n < 12; n += 1) await insert(`j-${n}`, 1000 + Math.floor(n / 3), ['live']);
    const ids = (await readAll(LEAD, 500)).ids;
    expect(new Set(ids).size).toBe(12);
    for (const first of [1, 2, 5, 12]) expect((await readAll(LEAD, first)).ids).toEqual(ids);
  });

  test('many hidden jobs end a page early, at a position that contains no id of a hidden job', async () => {
    await insert('first', 500, ['live']);
    for (let n = 0; n < 450; n += 1) await insert(`hidden-${n}`, 1000 + n, ['event']);
    await insert('last', 9000, ['live']);
    const { pages, ids } = await readAll(LEAD_OF_LIVE, 1);
    expect(ids).toEqual(['last', 'first']);
    expect(pages[0]?.next).toEqual({ startedAtMs: 1052, id: '' });
    expect(JSON.stringify(pages)).not.toContain('hidden');
  });

  test('one page reads the apps of only a few jobs, and the next page shows the further jobs', async () => {
    for (let n = 0; n < 25; n += 1)
      await insert(`old-${n}`, 1000 + n, n % 2 === 0 ? ['event'] : ['live'], false);
    const { pages, ids } = await readAll(LEAD_OF_LIVE, 20);
    expect(ids).toEqual([23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3, 1].map((n) => `old-${n}`));
    expect(pages.length).toBeGreaterThan(1);
  });
});
