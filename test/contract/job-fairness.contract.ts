import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type CapReached,
  type JobStore,
  type LeasedJob,
  type NewJob,
  type SendMark,
} from '../../src/bulk/job-store.js';
import { type Store } from '../../src/store/open-store.js';
import { type ActionIntent, type ActionResult } from '../../src/stream/ledger.js';
import { type LedgerPlace } from './ledger.contract.js';

const toStreams = (count: number, appName = 'live') =>
  Array.from({ length: count }, (_, n) => ({ appName, streamName: `s-${n}` }));
const JOB: NewJob = {
  id: 'job-1',
  account: 'default',
  domainName: 'push.example.com',
  caller: { subject: 'm', claims: {} },
  reason: undefined,
  idempotencyKey: undefined,
  requestHash: 'hash',
  correlationId: 'c',
  streams: toStreams(2),
};
const FORBID: ActionIntent = {
  account: 'default',
  address: { domainName: 'push.example.com', appName: 'live', streamName: 's-0' },
  kind: 'FORBID',
  subject: 'another',
  reason: undefined,
  until: new Date('2099-01-01T00:00:00Z'),
  correlationId: 'c-2',
};
const isRefused = (made: object): made is CapReached => 'cap' in made;

/** Tests how jobs respect other callers. Every database runs this suite. */
export function jobFairnessContract(name: string, createPlace: () => Promise<LedgerPlace>): void {
  describe(`jobs and other callers in ${name}`, () => {
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

    /** Starts several jobs at the same time, each with `streams` streams. */
    const startAtOnce = (from: JobStore, count: number, streams: number, prefix = 'job') =>
      Promise.all(
        Array.from({ length: count }, (_, n) =>
          from.create({ ...JOB, id: `${prefix}-${n}`, streams: toStreams(streams) }),
        ),
      );
    const act = async (
      intent: ActionIntent,
      outcome: ActionResult['outcome'] | 'PENDING' = 'SUCCEEDED',
    ): Promise<string> => {
      const id = await store.ledger.intend(intent);
      if (outcome !== 'PENDING')
        await store.ledger.conclude(id, { outcome, requestId: undefined, code: undefined });
      return id;
    };
    const leaseJob = async (): Promise<LeasedJob> => {
      const [job] = await jobs.leaseJobs('one', 60_000);
      if (job === undefined) throw new Error('a job is to be leased');
      return job;
    };
    const [FIRST, SECOND]: [SendMark, SendMark] = [
      { seq: 1, unanswered: 0, isRepeated: false },
      { seq: 2, unanswered: 0, isRepeated: false },
    ];
    /** Waits until the clock of the database is later than the previous write. */
    const nextMs = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 3));

    test('one replica holds all jobs of an account, and another can hold those of another account', async () => {
      const start = (id: string, account: string) => jobs.create({ ...JOB, id, account });
      await start('a-1', 'brand-a');
      const first = await jobs.leaseJobs('one', 60_000);
      await start('a-2', 'brand-a');
      await start('b-1', 'brand-b');
      const second = await jobs.leaseJobs('two', 60_000);
      expect(first.map(({ jobId }) => jobId)).toEqual(['a-1']);
      expect(second.map(({ jobId, account }) => [jobId, account])).toEqual([['b-1', 'brand-b']]);
      expect((await jobs.leaseJobs('one', 60_000)).map(({ jobId }) => jobId)).toEqual(['a-2']);
    });

    test('if one caller starts 133 jobs at the same time, 20 are accepted', async () => {
      const made = await startAtOnce(jobs, 133, 3);
      expect(made.filter((one) => !isRefused(one))).toHaveLength(20);
      expect(made.filter(isRefused)).toEqual(Array(113).fill({ cap: 'jobs', itemsAhead: 3 }));
      const { total } = await store.db
        .selectFrom('bulk_item')
        .select(({ fn }) => fn.countAll<number | string>().as('total'))
        .executeTakeFirstOrThrow();
      expect(Number(total)).toBe(60);
    });

    test('if one caller starts 133 jobs of 10,000 items, jobs with 50,000 items in total are accepted', async () => {
      const made = await startAtOnce(jobs, 133, 10_000);
      expect(made.filter((one) => !isRefused(one))).toHaveLength(5);
      expect(made.filter(isRefused)).toEqual(Array(128).fill({ cap: 'items', itemsAhead: 10_000 }));
    }, 60_000);

    // Only one process can use an SQLite file.
    if (name === 'PostgreSQL')
      test('two processes that start jobs at the same time accept no more jobs than one process', async () => {
        const second = await place.open();
        try {
          const [one, two] = await Promise.all([
            startAtOnce(jobs, 40, 1, 'one'),
            startAtOnce(second.jobs, 40, 1, 'two'),
          ]);
          expect([...one, ...two].filter((made) => !isRefused(made))).toHaveLength(20);
        } finally {
          await second.close();
        }
      });

    test('an accepted job is not refused when it is repeated, and each caller has separate limits', async () => {
      const keyed = { ...JOB, id: 'keyed', idempotencyKey: 'k' };
      await jobs.create(keyed);
      await startAtOnce(jobs, 19, 1);
      expect(await jobs.create({ ...JOB, id: 'more' })).toEqual({ cap: 'jobs', itemsAhead: 1 });
      expect(await jobs.create({ ...keyed, id: 'again' })).toMatchObject({ id: 'keyed' });
      expect(await jobs.create(keyed)).toMatchObject({ id: 'keyed' });
      const other = { ...JOB, id: 'other', caller: { subject: 'n', claims: {} } };
      expect(await jobs.create(other)).toMatchObject({ id: 'other', subject: 'n' });
    });

    test('a job that has ended no longer counts', async () => {
      await startAtOnce(jobs, 20, 1);
      await jobs.cancel('job-7');
      expect(await jobs.create({ ...JOB, id: 'more' })).toMatchObject({ id: 'more' });
      expect(await jobs.create({ ...JOB, id: 'too-many' })).toMatchObject({ cap: 'jobs' });
    });

    test.each(['SUCCEEDED', 'UNKNOWN', 'PENDING'] as const)(
      'an item is not sent if its stream was forbidden after the start of the job: %s',
      async (outcome) => {
        await jobs.create(JOB);
        const lease = await leaseJob();
        await nextMs();
        await act(FORBID, outcome);
        expect(await jobs.markSent(lease, FIRST)).toBe('FORBIDDEN');
        expect(await jobs.markSent(lease, SECOND)).toBe('MARKED');
        // A replica without the lease gets LOST, not an answer about the item.
        expect(await jobs.markSent({ ...lease, number: lease.number - 1 }, FIRST)).toBe('LOST');
      },
    );

    test.each<[string, Partial<ActionIntent>, ActionResult['outcome']]>([
      ['a forbid that was not sent', {}, 'NOT_SENT'],
      ['a forbid that was rejected', {}, 'REJECTED'],
      ['a cut', { kind: 'CUT' }, 'SUCCEEDED'],
      ['a resume', { kind: 'RESUME' }, 'SUCCEEDED'],
      ['a forbid of another app', { address: { ...FORBID.address, appName: 'event' } }, 'SUCCEEDED'],
      [
        'a forbid of another domain',
        { address: { ...FORBID.address, domainName: 'b.example.com' } },
        'SUCCEEDED',
      ],
      ['a forbid of another case', { address: { ...FORBID.address, streamName: 'S-0' } }, 'SUCCEEDED'],
    ])('an item can be sent after %s', async (_what, fields, outcome) => {
      await jobs.create(JOB);
      const lease = await leaseJob();
      await nextMs();
      await act({ ...FORBID, ...fields }, outcome);
      expect(await jobs.markSent(lease, FIRST)).toBe('MARKED');
    });

    test('an item can be sent if its stream was forbidden before the start of the job', async () => {
      await act(FORBID);
      await nextMs();
      await jobs.create(JOB);
      const lease = await leaseJob();
      expect(await jobs.markSent(lease, FIRST)).toBe('MARKED');
    });

    test('a skipped item is counted as skipped, and the last one ends the job', async () => {
      await jobs.create(JOB);
      const lease = await leaseJob();
      const skipped = { unanswered: 0, attempts: 1, requestId: undefined, code: undefined, dueInMs: 0 };
      await jobs.writeOutcomes(lease, [{ seq: 1, ...skipped, outcome: 'SKIPPED' }]);
      expect(await jobs.find('job-1')).toMatchObject({ state: 'RUNNING', skipped: 1, finishedAt: undefined });
      expect(await jobs.listItems('job-1', { first: 9, outcome: 'PENDING' })).toMatchObject({ total: 1 });
      await jobs.writeOutcomes(lease, [{ seq: 2, ...skipped, outcome: 'SKIPPED' }]);
      expect(await jobs.find('job-1')).toMatchObject({
        state: 'FINISHED',
        resumed: 0,
        failed: 0,
        cancelled: 0,
        skipped: 2,
        finishedAt: expect.any(Date),
      });
      expect(await jobs.listItems('job-1', { first: 1, outcome: 'SKIPPED' })).toMatchObject({
        total: 2,
        hasMore: true,
        items: [{ streamName: 's-0', outcome: 'SKIPPED' }],
      });
    });

    test('the next replica that looks for work closes a job without remaining items', async () => {
      await jobs.create(JOB);
      await store.db
        .updateTable('bulk_item')
        .set({ outcome: 'SKIPPED' })
        .where('job_id', '=', 'job-1')
        .execute();
      await store.db
        .updateTable('bulk_job')
        .set({ skipped: 1, resumed: 1 })
        .where('id', '=', 'job-1')
        .execute();
      expect(await jobs.leaseJobs('two', 1000)).toEqual([]);
      expect(await jobs.find('job-1')).toMatchObject({ state: 'FINISHED', finishedAt: expect.any(Date) });
    });

    test('an item keeps the RequestId of an earlier attempt', async () => {
      await jobs.create(JOB);
      const lease = await leaseJob();
      const later = { seq: 1, unanswered: 0, attempts: 1, code: undefined, dueInMs: 0 };
      await jobs.writeOutcomes(lease, [{ ...later, requestId: 'R-1', outcome: 'PENDING' }]);
      await jobs.writeOutcomes(lease, [{ ...later, requestId: undefined, outcome: 'SKIPPED' }]);
      expect((await jobs.listItems('job-1', { first: 1 })).items).toMatchObject([{ requestId: 'R-1' }]);
    });

    test('a stored job without claims has a caller without claims', async () => {
      await jobs.create(JOB);
      await store.db.updateTable('bulk_job').set({ claims: null }).execute();
      expect((await leaseJob()).caller).toEqual({ subject: 'm', claims: {} });
    });

    test('each app of a job is listed once', async () => {
      await jobs.create({ ...JOB, streams: [...toStreams(3), ...toStreams(2, 'event')] });
      expect((await jobs.listApps('job-1')).toSorted()).toEqual(['event', 'live']);
      expect(await jobs.listApps('unknown')).toEqual([]);
    });

    test('a forbid is newer than an earlier resume of its stream or of every app', async () => {
      const RESUME: ActionIntent = { ...FORBID, kind: 'RESUME', until: undefined };
      const own = await act(RESUME, 'PENDING');
      const ofEveryApp = await act({ ...RESUME, address: { ...RESUME.address, appName: '*' } }, 'PENDING');
      const other = await act({ ...RESUME, address: { ...RESUME.address, streamName: 's-1' } }, 'PENDING');
      await nextMs();
      await act({ ...FORBID, kind: 'CUT' });
      await act(FORBID, 'REJECTED');
      expect(await store.ledger.hasNewerForbid(own)).toBe(false);
      await act(FORBID, 'UNKNOWN');
      await nextMs();
      const later = await act(RESUME, 'PENDING');
      const ids = [own, ofEveryApp, other, later, 'unknown'];
      const newer = await Promise.all(ids.map((id) => store.ledger.hasNewerForbid(id)));
      expect(newer).toEqual([true, true, false, false, false]);
    });
  });
}
