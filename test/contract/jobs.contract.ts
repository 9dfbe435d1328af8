import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type JobStore, type NewJob, type Settlement, type StoredJob } from '../../src/bulk/job-store.js';
import { type Store } from '../../src/store/open-store.js';
import { type LedgerPlace } from './ledger.contract.js';

const toStreams = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ appName: 'live', streamName: `s-${n}` }));
const CALLER = { subject: 'm', claims: { realm_access: { roles: ['moderator', '“ü”'] } } };
const JOB: NewJob = {
  id: 'job-1',
  domainName: 'push.example.com',
  caller: CALLER,
  reason: 'r',
  idempotencyKey: undefined,
  correlationId: 'c',
  streams: toStreams(5),
};
/** The lease of an item that was lost once. */
const toLease = (seq: number) => ({ jobId: 'job-1', seq, lost: 1 });
const settled = (seq: number, fields: Partial<Settlement> = {}): Settlement => ({
  jobId: 'job-1',
  seq,
  lost: 0,
  unanswered: 0,
  attempts: 1,
  outcome: 'RESUMED',
  requestId: `R-${seq}`,
  code: undefined,
  dueInMs: 0,
  ...fields,
});

/** One suite for every database that keeps jobs. */
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

    test('a job of 10,000 is kept whole, and its items are read page by page in their order', async () => {
      const job = await create({ ...JOB, streams: toStreams(10_000) });
      expect(job).toMatchObject({ state: 'RUNNING', total: 10_000, resumed: 0, failed: 0, reason: 'r' });
      const page = await jobs.listItems('job-1', { first: 500, after: '009600' });
      expect(page).toMatchObject({ total: 10_000, hasMore: false });
      expect(page.items[0]).toMatchObject({ id: '009601', streamName: 's-9600', outcome: 'PENDING' });
      expect(page.items).toHaveLength(400);
    });

    test('the same key of the same caller is the same job, also at the same moment', async () => {
      const key = { idempotencyKey: 'k' };
      const made = await Promise.all(['a', 'b', 'c'].map((id) => create({ ...JOB, ...key, id })));
      expect(new Set(made.map(({ id }) => id)).size).toBe(1);
      const other = await create({ ...JOB, ...key, id: 'd', caller: { subject: 'other', claims: {} } });
      expect(other.id).toBe('d');
      expect((await jobs.findByKey('m', 'k'))?.id).toBe(made[0]?.id);
    });

    test('a job without streams has ended', async () => {
      const job = await jobs.create({ ...JOB, streams: [] });
      expect(job).toMatchObject({ state: 'FINISHED', total: 0, finishedAt: expect.any(Date) });
    });

    test('an item is leased to one replica alone until its lease ends, and then counts as lost', async () => {
      await jobs.create(JOB);
      const [one, two] = await Promise.all([jobs.lease('one', 3, 60_000), jobs.lease('two', 3, 60_000)]);
      const seqs = [...one, ...two].map(({ seq }) => seq);
      expect(seqs.toSorted()).toEqual([1, 2, 3, 4, 5]);
      expect(await jobs.lease('three', 9, 60_000)).toEqual([]);
      await jobs.renew('one', one, -1);
      const again = await jobs.lease('three', 9, 60_000);
      expect(again.map(({ seq }) => seq)).toEqual(one.map(({ seq }) => seq));
      expect(again[0]).toMatchObject({
        jobId: 'job-1',
        domainName: 'push.example.com',
        caller: CALLER,
        reason: 'r',
        correlationId: 'c',
        attempts: 0,
        lost: 1,
      });
    });

    test('each item has the first outcome it was given, and the last one ends the job', async () => {
      await jobs.create(JOB);
      await jobs.lease('one', 9, 60_000);
      await jobs.settle('one', [settled(1), settled(2, { outcome: 'FAILED', code: 'DOMAIN_NOT_FOUND' })]);
      await jobs.settle('one', [settled(1, { outcome: 'FAILED', requestId: 'later' }), settled(3)]);
      expect(await jobs.find('job-1')).toMatchObject({ state: 'RUNNING', resumed: 2, failed: 1 });
      await jobs.settle('one', [settled(5), settled(4)]);
      expect(await jobs.find('job-1')).toMatchObject({
        state: 'FINISHED',
        resumed: 4,
        failed: 1,
        finishedAt: expect.any(Date),
      });
      const failed = await jobs.listItems('job-1', { first: 9, outcome: 'FAILED' });
      expect(failed).toMatchObject({ total: 1, items: [{ id: '000002', code: 'DOMAIN_NOT_FOUND' }] });
      expect((await jobs.listItems('job-1', { first: 1 })).items[0]?.requestId).toBe('R-1');
    });

    test('only the holder of the lease writes an outcome; any replica may write a success, since it is true', async () => {
      await jobs.create(JOB);
      const [first] = await jobs.lease('one', 2, -1);
      await jobs.lease('two', 2, 60_000);
      const late = { lost: first?.lost ?? 9, requestId: 'late' };
      await jobs.settle('one', [settled(1, { ...late, outcome: 'FAILED' }), settled(2, late)]);
      await jobs.settle('one', [settled(1, { ...late, outcome: 'PENDING', dueInMs: 60_000 })]);
      expect(await jobs.find('job-1')).toMatchObject({ resumed: 1, failed: 0 });
      expect(await jobs.renew('two', [1, 2].map(toLease), 60_000)).toEqual([toLease(1)]);
      await jobs.settle('two', [settled(1, { lost: 1, outcome: 'FAILED' }), settled(2, { lost: 1 })]);
      expect(await jobs.find('job-1')).toMatchObject({ resumed: 1, failed: 1 });
    });

    test('a lease of the same replica that ended is not its later lease', async () => {
      await jobs.create(JOB);
      await jobs.lease('one', 1, -1);
      await jobs.lease('one', 1, 60_000);
      await jobs.settle('one', [settled(1, { outcome: 'PENDING', dueInMs: 60_000 })]);
      expect(await jobs.renew('one', [toLease(1), { ...toLease(1), lost: 0 }], 60_000)).toEqual([toLease(1)]);
    });

    test('only the holder of the lease may send an item, until its job is cancelled', async () => {
      await jobs.create(JOB);
      const [item] = await jobs.lease('one', 2, -1);
      const claim = (replica: string, lost: number) =>
        jobs.claim(replica, { jobId: 'job-1', seq: 1, lost, unanswered: item?.unanswered ?? 9 });
      expect(await claim('one', 0)).toBe('CLAIMED');
      const [again] = await jobs.lease('two', 2, 60_000);
      expect(again).toMatchObject({ seq: 1, lost: 1, unanswered: 1 });
      expect(await Promise.all([claim('one', 0), claim('two', 0), claim('two', 1)])).toEqual([
        'LOST',
        'LOST',
        'CLAIMED',
      ]);
      await jobs.cancel('job-1');
      expect(await claim('two', 1)).toBe('LOST');
    });

    test('what was claimed and is settled for later was not left unanswered', async () => {
      await jobs.create(JOB);
      const [item] = await jobs.lease('one', 1, 60_000);
      if (item !== undefined) await jobs.claim('one', item);
      await jobs.settle('one', [settled(1, { outcome: 'PENDING' })]);
      expect((await jobs.lease('one', 1, 60_000))[0]).toMatchObject({ seq: 1, unanswered: 0 });
    });

    test('what is not named is not held on to', async () => {
      await jobs.create(JOB);
      const [named] = await jobs.lease('one', 2, -1);
      await jobs.renew('one', named === undefined ? [] : [named], 60_000);
      expect(await jobs.lease('two', 9, 60_000)).toMatchObject([2, 3, 4, 5].map((seq) => ({ seq })));
    });

    test('leases, renewals, outcomes and the cancel may come at the same moment', async () => {
      await jobs.create({ ...JOB, streams: toStreams(400) });
      const work = async (replica: string): Promise<void> => {
        for (;;) {
          const items = await jobs.lease(replica, 40, 60_000);
          if (items.length === 0) return;
          const backwards = items.toReversed();
          await Promise.all([
            jobs.renew(replica, items, 60_000),
            jobs.settle(
              replica,
              backwards.map(({ seq, lost }) => settled(seq, { lost })),
            ),
            jobs.renew(replica, backwards, -1),
            replica === 'one' ? jobs.cancel('job-1') : undefined,
          ]);
        }
      };
      await Promise.all(['one', 'two', 'three'].map(work));
      const job = await jobs.find('job-1');
      expect(job).toMatchObject({ state: 'CANCELLED', failed: 0, finishedAt: expect.any(Date) });
      expect((job?.resumed ?? 0) + (job?.cancelled ?? 0)).toBe(400);
    });

    test('an item that is to be tried later is leased no sooner, and was not lost', async () => {
      await jobs.create({ ...JOB, streams: toStreams(2) });
      await jobs.lease('one', 9, 60_000);
      await jobs.settle('one', [
        settled(1, { outcome: 'PENDING', dueInMs: 60_000 }),
        settled(2, { outcome: 'PENDING', attempts: 4, dueInMs: -5 }),
      ]);
      const due = await jobs.lease('two', 9, 60_000);
      expect(due).toMatchObject([{ seq: 2, attempts: 4, lost: 0 }]);
    });

    test('cancelling ends what nobody holds; what is held keeps its own outcome and then ends the job', async () => {
      await jobs.create(JOB);
      await jobs.lease('one', 2, 60_000);
      await jobs.cancel('job-1');
      expect(await jobs.find('job-1')).toMatchObject({
        state: 'CANCELLED',
        cancelled: 3,
        finishedAt: undefined,
      });
      expect(await jobs.cancelledOf(['job-1', 'other'])).toEqual(['job-1']);
      expect(await jobs.lease('two', 9, 60_000)).toEqual([]);
      await jobs.settle('one', [settled(1), settled(2, { outcome: 'PENDING' })]);
      expect(await jobs.find('job-1')).toMatchObject({
        state: 'CANCELLED',
        resumed: 1,
        cancelled: 4,
        finishedAt: expect.any(Date),
      });
    });

    test('a cancelled job whose replica went away ends all the same', async () => {
      await jobs.create(JOB);
      await jobs.lease('one', 2, -1);
      await jobs.cancel('job-1');
      await jobs.lease('two', 9, 60_000);
      expect(await jobs.find('job-1')).toMatchObject({ state: 'CANCELLED', cancelled: 5 });
    });

    test('jobs are there when the store is opened again', async () => {
      await jobs.create(JOB);
      await store.close();
      store = await place.open();
      expect(await store.jobs.lease('new', 9, 60_000)).toHaveLength(5);
    });
  });
}
