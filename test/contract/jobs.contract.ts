import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type JobStore,
  type LeasedJob,
  type NewJob,
  type OutcomeRecord,
  type SendMark,
  type StoredJob,
} from '../../src/bulk/job-store.js';
import { type Store } from '../../src/store/open-store.js';
import { type LedgerPlace } from './ledger.contract.js';

const toStreams = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ appName: 'live', streamName: `s-${n}` }));
const CALLER = { subject: 'm', claims: { realm_access: { roles: ['moderator', '“ü”'] } } };
export const JOB: NewJob = {
  id: 'job-1',
  account: 'default',
  domainName: 'push.example.com',
  caller: CALLER,
  reason: 'r',
  idempotencyKey: undefined,
  requestHash: 'hash',
  correlationId: 'c',
  streams: toStreams(5),
};
export const record = (seq: number, fields: Partial<OutcomeRecord> = {}): OutcomeRecord => ({
  seq,
  unanswered: 0,
  attempts: 1,
  outcome: 'RESUMED',
  requestId: `R-${seq}`,
  code: undefined,
  dueInMs: 0,
  ...fields,
});
export const toMark = (seq: number, fields: Partial<SendMark> = {}): SendMark => ({
  seq,
  unanswered: 0,
  isRepeated: false,
  ...fields,
});

/** Tests the storage of jobs. Every database runs this suite. */
export function jobsContract(name: string, createPlace: () => Promise<LedgerPlace>): void {
  describe(`jobs in ${name}`, () => {
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

    const create = async (job: NewJob): Promise<StoredJob> => {
      const made = await jobs.create(job);
      if ('cap' in made) throw new Error(`refused: ${made.cap}`);
      return made;
    };

    test('a job of 10,000 items is stored completely, and its items are read in pages in their order', async () => {
      const job = await create({ ...JOB, streams: toStreams(10_000) });
      expect(job).toMatchObject({ state: 'RUNNING', total: 10_000, resumed: 0, failed: 0, reason: 'r' });
      const page = await jobs.listItems('job-1', { first: 500, after: '009600' });
      expect(page).toMatchObject({ total: 10_000, hasMore: false });
      expect(page.items[0]).toMatchObject({ id: '009601', streamName: 's-9600', outcome: 'PENDING' });
      expect(page.items).toHaveLength(400);
    });

    test('the same key of the same caller returns the same job, even at the same time', async () => {
      const key = { idempotencyKey: 'k' };
      const made = await Promise.all(['a', 'b', 'c'].map((id) => create({ ...JOB, ...key, id })));
      expect(new Set(made.map(({ id }) => id)).size).toBe(1);
      const other = await create({ ...JOB, ...key, id: 'd', caller: { subject: 'other', claims: {} } });
      expect(other.id).toBe('d');
      expect((await jobs.findByKey('m', 'k'))?.id).toBe(made[0]?.id);
    });

    test('a job without streams has ended at once', async () => {
      const job = await jobs.create({ ...JOB, streams: [] });
      expect(job).toMatchObject({ state: 'FINISHED', total: 0, finishedAt: expect.any(Date) });
    });

    const leaseOne = async (replica: string, leaseMs = 60_000): Promise<LeasedJob> => {
      const [job] = await jobs.leaseJobs(replica, leaseMs);
      if (job === undefined) throw new Error('a job is to be leased');
      return job;
    };

    test('only one replica has the lease of a job, and another replica can get it when it ends', async () => {
      await jobs.create(JOB);
      const both = await Promise.all([jobs.leaseJobs('one', 60_000), jobs.leaseJobs('two', 60_000)]);
      const [first] = both.flat();
      expect(both.flat()).toEqual([
        {
          jobId: 'job-1',
          account: 'default',
          number: 1,
          domainName: 'push.example.com',
          caller: CALLER,
          reason: 'r',
          correlationId: 'c',
        },
      ]);
      expect(await jobs.leaseJobs('three', 60_000)).toEqual([]);
      expect(await jobs.renewLeases(first === undefined ? [] : [first], -1)).toEqual(['job-1']);
      expect(await jobs.leaseJobs('three', 60_000)).toMatchObject([{ jobId: 'job-1', number: 2 }]);
      expect(await jobs.renewLeases(first === undefined ? [] : [first], 60_000)).toEqual([]);
    });

    test('one replica leases all jobs of an account, until its leases end and another takes over', async () => {
      await jobs.create(JOB);
      const first = await leaseOne('one');
      await create({ ...JOB, id: 'job-2' });
      await create({ ...JOB, id: 'job-3' });
      expect(await jobs.leaseJobs('two', 60_000)).toEqual([]);
      const more = await jobs.leaseJobs('one', 60_000);
      expect(more.map(({ jobId }) => jobId).toSorted()).toEqual(['job-2', 'job-3']);
      expect((await jobs.renewLeases([first, ...more], -1)).toSorted()).toEqual(['job-1', 'job-2', 'job-3']);
      expect(await jobs.leaseJobs('two', 60_000)).toHaveLength(3);
      expect(await jobs.leaseJobs('one', 60_000)).toEqual([]);
    });

    test('a new job is leased at once, even if two replicas hold jobs', async () => {
      await jobs.create(JOB);
      await leaseOne('one');
      await create({ ...JOB, id: 'job-2' });
      await store.db
        .updateTable('bulk_job')
        .set({ holder: 'two', leased_until_ms: Date.now() + 60_000 })
        .where('id', '=', 'job-2')
        .execute();
      await create({ ...JOB, id: 'job-3' });
      expect(await jobs.leaseJobs('three', 60_000)).toEqual([]);
      expect(await jobs.leaseJobs('two', 60_000)).toMatchObject([{ jobId: 'job-3' }]);
      await create({ ...JOB, id: 'job-4' });
      expect(await jobs.leaseJobs('one', 60_000)).toMatchObject([{ jobId: 'job-4' }]);
    });

    test('a released lease is free at once, and only its holder can release it', async () => {
      await jobs.create(JOB);
      const former = await leaseOne('one', -1);
      const lease = await leaseOne('two');
      await jobs.releaseLease(former);
      expect(await jobs.leaseJobs('three', 60_000)).toEqual([]);
      await jobs.releaseLease(lease);
      expect(await jobs.leaseJobs('three', 60_000)).toMatchObject([{ number: 3 }]);
    });

    test('each item keeps its first outcome, and the last outcome ends the job', async () => {
      await jobs.create(JOB);
      const lease = await leaseOne('one');
      await jobs.writeOutcomes(lease, [
        record(1),
        record(2, { outcome: 'FAILED', code: 'DOMAIN_NOT_FOUND' }),
      ]);
      await jobs.writeOutcomes(lease, [record(1, { outcome: 'FAILED', requestId: 'later' }), record(3)]);
      expect(await jobs.find('job-1')).toMatchObject({ state: 'RUNNING', resumed: 2, failed: 1 });
      await jobs.writeOutcomes(lease, [record(5), record(4)]);
      expect(await jobs.find('job-1')).toMatchObject({
        state: 'FINISHED',
        resumed: 4,
        failed: 1,
        finishedAt: expect.any(Date),
      });
      const failed = await jobs.listItems('job-1', { first: 9, outcome: 'FAILED' });
      expect(failed).toMatchObject({ total: 1, items: [{ id: '000002', code: 'DOMAIN_NOT_FOUND' }] });
      expect((await jobs.listItems('job-1', { first: 1 })).items[0]?.requestId).toBe('R-1');
      expect(await jobs.renewLeases([lease], 60_000)).toEqual([]);
    });

    test('only the holder of the lease writes outcomes, but any replica can write a success', async () => {
      await jobs.create(JOB);
      const former = await leaseOne('one', -1);
      const lease = await leaseOne('two');
      await jobs.writeOutcomes(former, [record(1, { outcome: 'FAILED' }), record(2, { requestId: 'late' })]);
      await jobs.writeOutcomes(former, [record(1, { outcome: 'PENDING', dueInMs: 60_000 })]);
      expect(await jobs.find('job-1')).toMatchObject({ resumed: 1, failed: 0 });
      expect((await jobs.listDue('job-1', 9)).map(({ seq }) => seq)).toEqual([1, 3, 4, 5]);
      await jobs.writeOutcomes(lease, [record(1, { outcome: 'FAILED' }), record(2)]);
      expect(await jobs.find('job-1')).toMatchObject({ resumed: 1, failed: 1 });
      expect((await jobs.listItems('job-1', { first: 2 })).items[1]?.requestId).toBe('late');
    });

    test('an expired lease gives no rights, even if the same replica has a later lease', async () => {
      await jobs.create(JOB);
      const former = await leaseOne('one', -1);
      const lease = await leaseOne('one');
      await jobs.writeOutcomes(former, [record(1, { outcome: 'PENDING', dueInMs: 60_000 })]);
      expect(await jobs.listDue('job-1', 1)).toMatchObject([{ seq: 1 }]);
      expect(await jobs.renewLeases([former, lease], 60_000)).toEqual(['job-1']);
      expect(await jobs.markSent(former, toMark(1))).toBe('LOST');
    });

    test('only the holder of the lease can send an item, and only until the job is cancelled', async () => {
      await jobs.create(JOB);
      const former = await leaseOne('one', -1);
      expect(await jobs.markSent(former, toMark(1))).toBe('MARKED');
      const lease = await leaseOne('two');
      expect(await jobs.listDue('job-1', 1)).toMatchObject([{ seq: 1, unanswered: 1 }]);
      const again = toMark(1, { unanswered: 1 });
      const answers = [await jobs.markSent(former, again), await jobs.markSent(lease, again)];
      expect(answers).toEqual(['LOST', 'MARKED']);
      await jobs.cancel('job-1');
      expect(await jobs.markSent(lease, { ...again, isRepeated: true })).toBe('LOST');
    });

    test('an item that a former holder marked last is read again before it is sent', async () => {
      await jobs.create(JOB);
      const former = await leaseOne('one');
      await jobs.markSent(former, toMark(1));
      // The next holder loaded the item before it was marked.
      expect(await jobs.markSent(former, toMark(1))).toBe('LOST');
      expect(await jobs.markSent(former, toMark(1, { unanswered: 1 }))).toBe('MARKED');
    });

    test('an attempt that the same lease repeats is counted once', async () => {
      await jobs.create(JOB);
      const lease = await leaseOne('one');
      await jobs.markSent(lease, toMark(1));
      expect(await jobs.markSent(lease, toMark(1, { isRepeated: true }))).toBe('MARKED');
      expect(await jobs.listDue('job-1', 1)).toMatchObject([{ seq: 1, unanswered: 1 }]);
    });

    test('a marked item that is postponed has no unanswered attempt', async () => {
      await jobs.create(JOB);
      const lease = await leaseOne('one');
      await jobs.markSent(lease, toMark(1));
      await jobs.writeOutcomes(lease, [record(1, { outcome: 'PENDING' })]);
      expect(await jobs.listDue('job-1', 1)).toMatchObject([{ seq: 1, unanswered: 0 }]);
    });

    test('only the named leases are renewed', async () => {
      await jobs.create(JOB);
      await create({ ...JOB, id: 'job-2' });
      const leases = await jobs.leaseJobs('one', -1);
      const named = leases.filter(({ jobId }) => jobId === 'job-1');
      await jobs.renewLeases(named, -1);
      await jobs.renewLeases(named, 60_000);
      expect(await jobs.leaseJobs('one', 60_000)).toMatchObject([{ jobId: 'job-2', number: 2 }]);
    });

    test('leases, renewals, outcomes and a cancel can happen at the same time', async () => {
      await jobs.create({ ...JOB, streams: toStreams(400) });
      const work = async (replica: string): Promise<void> => {
        for (;;) {
          const [lease] = await jobs.leaseJobs(replica, 60_000);
          const job = await jobs.find('job-1');
          if (job?.finishedAt !== undefined) return;
          if (lease === undefined) continue;
          const items = await jobs.listDue('job-1', 40);
          await Promise.all([
            jobs.renewLeases([lease], 60_000),
            jobs.writeOutcomes(
              lease,
              items.toReversed().map(({ seq }) => record(seq)),
            ),
            ...items.map((item) => jobs.markSent(lease, { ...item, isRepeated: false })),
            replica === 'one' ? jobs.cancel('job-1') : undefined,
          ]);
          await jobs.releaseLease(lease);
        }
      };
      await Promise.all(['one', 'two', 'three'].map(work));
      const job = await jobs.find('job-1');
      expect(job).toMatchObject({ failed: 0, finishedAt: expect.any(Date) });
      expect((job?.resumed ?? 0) + (job?.cancelled ?? 0)).toBe(400);
    });

    test('a postponed item is not due before its time and has no unanswered attempt', async () => {
      await jobs.create({ ...JOB, streams: toStreams(2) });
      await jobs.writeOutcomes(await leaseOne('one'), [
        record(1, { outcome: 'PENDING', dueInMs: 60_000 }),
        record(2, { outcome: 'PENDING', attempts: 4, dueInMs: -5 }),
      ]);
      expect(await jobs.listDue('job-1', 9)).toMatchObject([{ seq: 2, attempts: 4, unanswered: 0 }]);
    });

    test('jobs are still stored after the store is opened again', async () => {
      await jobs.create(JOB);
      await store.close();
      store = await place.open();
      expect(await store.jobs.leaseJobs('new', 60_000)).toMatchObject([{ jobId: 'job-1' }]);
      expect(await store.jobs.listDue('job-1', 9)).toHaveLength(5);
    });
  });
}
