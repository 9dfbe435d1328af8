import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type JobStore, type LeasedJob } from '../../src/bulk/job-store.js';
import { type Store } from '../../src/store/open-store.js';
import { JOB, record, toMark } from './jobs.contract.js';
import { type LedgerPlace } from './ledger.contract.js';

/** The cancel of a job, the same in every database. */
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

    test('cancelling ends what is not sent; what is sent keeps its own outcome and then ends the job', async () => {
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

    test('a cancelled job whose replica went away ends all the same', async () => {
      await jobs.create(JOB);
      const lease = await leaseOne('one');
      await jobs.markSent(lease, toMark(1));
      await jobs.cancel('job-1');
      expect(await jobs.find('job-1')).toMatchObject({ cancelled: 4, finishedAt: undefined });
      await jobs.renewLeases([lease], -1);
      expect(await jobs.leaseJobs('two', 60_000)).toEqual([]);
      expect(await jobs.find('job-1')).toMatchObject({ state: 'CANCELLED', cancelled: 5 });
    });

    test('a cancelled job that is given back ends, whatever was left unanswered before', async () => {
      await jobs.create(JOB);
      await jobs.markSent(await leaseOne('one', -1), toMark(1));
      const lease = await leaseOne('two');
      await jobs.cancel('job-1');
      await jobs.releaseLease(lease);
      expect(await jobs.find('job-1')).toMatchObject({ state: 'CANCELLED', cancelled: 5 });
    });
  });
}
