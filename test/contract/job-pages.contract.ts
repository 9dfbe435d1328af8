import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type JobQuery, type JobStore } from '../../src/bulk/job-store.js';
import { type Store } from '../../src/store/open-store.js';
import { JOB, record } from './jobs.contract.js';
import { type LedgerPlace } from './ledger.contract.js';

const OWN: JobQuery = { subject: 'm', domains: [], state: undefined, after: undefined, first: 9 };

/** Tests lists of jobs. Every database runs this suite. */
export function jobPagesContract(name: string, createPlace: () => Promise<LedgerPlace>): void {
  describe(`lists of jobs in ${name}`, () => {
    let place: LedgerPlace;
    let store: Store;
    let jobs: JobStore;
    beforeEach(async () => {
      place = await createPlace();
      store = await place.open();
      jobs = store.jobs;
    });
    afterEach(async () => {
      await store.close();
      await place.drop();
    });

    /** Creates a job with a given start time, so that several jobs can have the same millisecond. */
    const create = async (
      id: string,
      startedAtMs: number,
      fields: { subject?: string; domain?: string } = {},
    ) => {
      const { subject = 'm', domain = 'push.example.com' } = fields;
      await jobs.create({ ...JOB, id, domainName: domain, caller: { subject, claims: {} } });
      await store.db
        .updateTable('bulk_job')
        .set({ started_at_ms: startedAtMs })
        .where('id', '=', id)
        .execute();
    };
    const idsOf = async (query: Partial<JobQuery>): Promise<string[]> =>
      (await jobs.list({ ...OWN, ...query })).map(({ id }) => id);

    test('jobs are listed newest first, and pages are exact even within one millisecond', async () => {
      await create('a', 1000);
      await create('c', 2000);
      await create('b', 2000);
      await create('d', 3000);
      expect(await idsOf({})).toEqual(['d', 'c', 'b', 'a']);
      expect(await idsOf({ first: 2 })).toEqual(['d', 'c']);
      expect(await idsOf({ after: { startedAtMs: 2000, id: 'c' } })).toEqual(['b', 'a']);
      expect(await idsOf({ after: { startedAtMs: 2001, id: '' } })).toEqual(['c', 'b', 'a']);
    });

    test('a list contains the own jobs and all jobs of the given domains, without duplicates', async () => {
      await create('own', 1000);
      await create('other', 2000, { subject: 'n' });
      await create('elsewhere', 3000, { subject: 'n', domain: 'pull.example.com' });
      await create('own-elsewhere', 4000, { domain: 'pull.example.com' });
      expect(await idsOf({})).toEqual(['own-elsewhere', 'own']);
      expect(await idsOf({ domains: ['push.example.com'] })).toEqual(['own-elsewhere', 'other', 'own']);
      expect(await idsOf({ subject: 'x', domains: ['push.example.com', 'pull.example.com'] })).toEqual([
        'own-elsewhere',
        'elsewhere',
        'other',
        'own',
      ]);
      expect(await idsOf({ subject: 'x' })).toEqual([]);
      expect(await jobs.listDomains()).toEqual(['pull.example.com', 'push.example.com']);
    });

    test('jobs are filtered by their current state', async () => {
      await create('running', 1000);
      await create('stopped', 2000);
      await jobs.cancel('stopped');
      expect(await idsOf({ state: 'RUNNING' })).toEqual(['running']);
      expect(await idsOf({ state: 'CANCELLED' })).toEqual(['stopped']);
      expect(await idsOf({ state: 'FINISHED' })).toEqual([]);
    });

    test('the list of domains is empty if there are no jobs', async () => {
      expect(await jobs.listDomains()).toEqual([]);
    });

    test('a job stores each of its apps once, and stores no apps if there are more than 100', async () => {
      const toStreams = (count: number) =>
        Array.from({ length: count }, (_, n) => ({ appName: `app-${n % 101}`, streamName: `s-${n}` }));
      await jobs.create({ ...JOB, id: 'few', streams: [...toStreams(100), ...toStreams(100)] });
      await jobs.create({ ...JOB, id: 'many', streams: toStreams(101) });
      expect((await jobs.find('few'))?.apps).toHaveLength(100);
      expect((await jobs.find('many'))?.apps).toBeUndefined();
      expect(await jobs.listApps('many')).toHaveLength(101);
    });

    test('the items that a job did not resume are the failed and the cancelled items, in order', async () => {
      await jobs.create(JOB);
      const [lease] = await jobs.leaseJobs('one', 60_000);
      if (lease === undefined) throw new Error('the job is to be leased');
      await jobs.writeOutcomes(lease, [
        record(1),
        record(2, { outcome: 'FAILED' }),
        record(3, { outcome: 'SKIPPED' }),
      ]);
      await jobs.cancel('job-1');
      expect((await jobs.listNotResumed('job-1')).map(({ streamName }) => streamName)).toEqual([
        's-1',
        's-3',
        's-4',
      ]);
    });
  });
}
