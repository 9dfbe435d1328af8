import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type JobStore, type LeasedJob } from '../../src/bulk/job-store.js';
import { type Store } from '../../src/store/open-store.js';
import { JOB, record, toMark } from './jobs.contract.js';
import { type LedgerPlace } from './ledger.contract.js';

/** Tests the cancellation of jobs. Every database runs this suite. */
export function jobCancelContract(name: string, createPlace: () => Promise<LedgerPlace>): void {
  describe(`cancelled jobs in ${name}`, () => {
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

    const leaseOne = async (replica: string, leaseMs = 60_000): Promise<LeasedJob> => {
      const [job] = await jobs.leaseJobs(replica, leaseMs);
      if (job === undefined) throw new Error('a job is to be leased');
      return job;
    };

    test('a cancel ends the items that are not sent, and the job ends when the sent items have outcomes', async () => {
      await jobs.create(JOB);
      const lease = await leaseOne('one');
      await jobs.markSent(lease, toMark(1));
      await jobs.markSent(lease, toMark(2));
      await jobs.cancel('job-1');
      expect(await jobs.find('job-1')).toMatchObject({
        state: 'CANCELLED',
        cancelled: 3,
        finishedAt: undefined,
      });
      expect(await jobs.renewLeases([lease], 60_000)).toEqual([]);
      expect(await jobs.leaseJobs('two', 60_000)).toEqual([]);
      await jobs.writeOutcomes(lease, [record(1), record(2, { outcome: 'PENDING' })]);
      expect(await jobs.find('job-1')).toMatchObject({
        state: 'CANCELLED',
        resumed: 1,
        cancelled: 4,
        finishedAt: expect.any(Date),
      });
    });

    test('a cancelled job ends even if its replica disappears', async () => {
      await jobs.create(JOB);
      const lease = await leaseOne('one');
      await jobs.markSent(lease, toMark(1));
      await jobs.cancel('job-1');
      expect(await jobs.find('job-1')).toMatchObject({ cancelled: 4, finishedAt: undefined });
      await jobs.renewLeases([lease], -1);
      expect(await jobs.leaseJobs('two', 60_000)).toEqual([]);
      expect(await jobs.find('job-1')).toMatchObject({ state: 'CANCELLED', cancelled: 5 });
    });

    test('a cancelled job ends when its lease is released, even if an earlier attempt has no answer', async () => {
      await jobs.create(JOB);
      await jobs.markSent(await leaseOne('one', -1), toMark(1));
      const lease = await leaseOne('two');
      await jobs.cancel('job-1');
      await jobs.releaseLease(lease);
      expect(await jobs.find('job-1')).toMatchObject({ state: 'CANCELLED', cancelled: 5 });
    });
  });
}
