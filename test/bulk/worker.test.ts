import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type JobStore, type LeasedJob, type NewJob } from '../../src/bulk/job-store.js';
import { type WorkerOptions } from '../../src/bulk/worker.js';
import { StreamError } from '../../src/stream/errors.js';
import { WorkerWorld } from '../support/bulk-worker.js';

const CALLER = { subject: 'm', claims: { roles: ['moderator'] } };
const JOB: NewJob = {
  id: 'job-1',
  account: 'default',
  domainName: 'push.example.com',
  caller: CALLER,
  reason: undefined,
  idempotencyKey: undefined,
  requestHash: 'hash',
  correlationId: 'c',
  streams: [{ appName: 'live', streamName: 'one' }],
};
const unavailable = (): Promise<never> => Promise.reject(new StreamError('STORE_UNAVAILABLE', {}));

describe('a bulk worker and its leases', () => {
  let world: WorkerWorld;
  let jobs: JobStore;
  beforeEach(async () => {
    world = await WorkerWorld.open();
    jobs = world.store.jobs;
  });
  afterEach(() => world.close());

  const leaseAs = async (replica: string, leaseMs: number): Promise<LeasedJob> => {
    const [job] = await jobs.leaseJobs(replica, leaseMs);
    if (job === undefined) throw new Error('the job is to be leased');
    return job;
  };
  const ended = () => world.until(async () => (await jobs.find('job-1'))?.finishedAt);

  it('sends no item while the store cannot confirm the lease', async () => {
    await jobs.create(JOB);
    let down = true;
    const markSent: JobStore['markSent'] = (...item) => (down ? unavailable() : jobs.markSent(...item));
    const { waiting, sent } = world.start({ markSent }, { leaseMs: 60_000 });
    await world.until(() => waiting.length > 0);
    waiting[0]?.go();
    await world.until(() => waiting.length > 1);
    expect(sent).toEqual([]);
    down = false;
    waiting[1]?.go();
    await world.until(() => sent.length > 0);
    expect(sent).toEqual(['live/one']);
  });

  it('does not send an item again that two ended replicas have sent without an outcome', async () => {
    await jobs.create(JOB);
    for (const [unanswered, replica] of ['gone', 'gone too'].entries()) {
      const lease = await leaseAs(replica, -1);
      expect(await jobs.markSent(lease, { seq: 1, unanswered, isRepeated: false })).toBe('MARKED');
    }
    const { sent } = world.start();
    await ended();
    const { items } = await jobs.listItems('job-1', { first: 1 });
    expect(items).toMatchObject([{ outcome: 'FAILED', code: 'UPSTREAM_TIMEOUT' }]);
    expect(sent).toEqual([]);
  });

  it('sends no item of a job that was cancelled while the item waited, and the job ends as CANCELLED', async () => {
    await jobs.create(JOB);
    const { waiting, sent } = world.start({ renewLeases: () => Promise.resolve(['job-1']) });
    await world.until(() => waiting.length > 0);
    await jobs.cancel('job-1');
    waiting[0]?.go();
    await ended();
    expect(await jobs.find('job-1')).toMatchObject({ state: 'CANCELLED', cancelled: 1, failed: 0 });
    await world.pass(100);
    expect(sent).toEqual([]);
  });

  it('removes the items of a job from the lane within one poll after another replica cancels the job', async () => {
    await jobs.create(JOB);
    const { waiting } = world.start();
    await world.until(() => waiting.length > 0);
    await jobs.cancel('job-1');
    await world.pass(25);
    expect(waiting[0]?.call.signal.aborted).toBe(true);
  });

  it('keeps a job for longer than one lease while it works on the job', async () => {
    await jobs.create(JOB);
    const { waiting, sent } = world.start();
    await world.until(() => waiting.length > 0);
    await world.pass(200);
    expect(await jobs.leaseJobs('two', 1000)).toEqual([]);
    waiting[0]?.go();
    await world.until(() => sent.length > 0);
    expect(sent).toEqual(['live/one']);
  });

  it('stops its work on a job that another replica has taken over, and writes no outcome', async () => {
    await jobs.create(JOB);
    let down = true;
    const renewLeases: JobStore['renewLeases'] = (...lease) =>
      down ? unavailable() : jobs.renewLeases(...lease);
    const { waiting, sent } = world.start({ renewLeases });
    await world.until(() => waiting.length > 0);
    await world.pass(80);
    const taken = await leaseAs('two', 60_000);
    down = false;
    await world.until(() => waiting[0]?.call.signal.aborted);
    await world.pass(50);
    expect(sent).toEqual([]);
    expect(await jobs.listDue('job-1', 9)).toMatchObject([{ seq: 1, unanswered: 0 }]);
    expect(await jobs.renewLeases([taken], 60_000)).toEqual(['job-1']);
  });

  it('sends an item once even if its lease expires and it leases the job again', async () => {
    await jobs.create(JOB);
    const { waiting, sent } = world.start({ renewLeases: unavailable });
    await world.until(() => waiting.length > 0);
    await world.pass(200);
    expect(waiting).toHaveLength(1);
    waiting[0]?.go();
    await ended();
    expect(await jobs.find('job-1')).toMatchObject({ state: 'FINISHED', resumed: 1 });
    expect(sent).toEqual(['live/one']);
  });

  it('leases a job again if the answer to its first lease was lost', async () => {
    await jobs.create(JOB);
    let lost = 0;
    const leaseJobs: JobStore['leaseJobs'] = async (...asked) => {
      const leased = await jobs.leaseJobs(...asked);
      if (lost > 0 || leased.length === 0) return leased;
      lost += 1;
      return unavailable();
    };
    const { waiting } = world.start({ leaseJobs });
    await world.until(() => waiting.length > 0);
    expect(lost).toBe(1);
    waiting[0]?.go();
    await ended();
    expect(await jobs.find('job-1')).toMatchObject({ state: 'FINISHED', resumed: 1 });
  });

  it('takes over the job of a replica that has ended within one poll after the lease expires', async () => {
    await jobs.create(JOB);
    await leaseAs('gone', 100);
    const beganMs = world.clock.now();
    const { waiting } = world.start();
    await world.until(() => waiting.length > 0);
    const tookMs = world.clock.now() - beganMs;
    expect(tookMs).toBeGreaterThanOrEqual(100);
    expect(tookMs).toBeLessThanOrEqual(100 + 20 + 10);
  });

  it('releases a job on close after the outcomes of the sent items are written', async () => {
    await jobs.create({ ...JOB, streams: [...JOB.streams, { appName: 'live', streamName: 'two' }] });
    const answer = Promise.withResolvers<{ requestId: string }>();
    const { worker, waiting, sent } = world.start({}, { leaseMs: 60_000 }, () => answer.promise);
    await world.until(() => waiting.length === 2);
    waiting[0]?.go();
    await world.until(() => sent.length === 1);
    let isClosed = false;
    void worker.close().then(() => (isClosed = true));
    await world.pass(100);
    expect(await jobs.leaseJobs('two', 1000)).toEqual([]);
    answer.resolve({ requestId: 'R-1' });
    await world.until(() => isClosed);
    expect(await jobs.leaseJobs('two', 1000)).toMatchObject([{ number: 2 }]);
    expect(await jobs.listDue('job-1', 9)).toMatchObject([{ seq: 2, unanswered: 0 }]);
  });

  it('resumes as the caller of the job, with the same object for all items', async () => {
    await jobs.create({ ...JOB, streams: [...JOB.streams, { appName: 'live', streamName: 'two' }] });
    const { waiting } = world.start();
    await world.until(() => waiting.length === 2);
    expect(waiting[0]?.call.caller).toEqual(CALLER);
    expect(waiting[1]?.call.caller).toBe(waiting[0]?.call.caller);
  });

  it('checks the grants again right before an item is sent, and a refused item fails as FORBIDDEN', async () => {
    await jobs.create(JOB);
    let isGranted = true;
    const asked: unknown[] = [];
    const authorize: WorkerOptions['authorize'] = (...question) => {
      asked.push(question);
      if (!isGranted) throw new StreamError('FORBIDDEN', { outcome: 'NOT_SENT' });
    };
    const { waiting, sent } = world.start({}, { authorize });
    await world.until(() => waiting.length > 0);
    isGranted = false;
    waiting[0]?.go();
    await ended();
    expect(asked).toEqual([[CALLER, 'resume', { domainName: 'push.example.com', appName: 'live' }]]);
    expect(await jobs.find('job-1')).toMatchObject({ state: 'FINISHED', failed: 1 });
    const { items } = await jobs.listItems('job-1', { first: 1 });
    expect(items).toMatchObject([{ outcome: 'FAILED', code: 'FORBIDDEN', attempts: 0 }]);
    expect(sent).toEqual([]);
  });

  it('skips a stream that was forbidden after the start of the job, and keeps its earlier attempts', async () => {
    await jobs.create(JOB);
    const before = await leaseAs('before', 60_000);
    const attempt = { seq: 1, unanswered: 0, attempts: 1, requestId: 'R-0', dueInMs: 0 };
    await jobs.writeOutcomes(before, [{ ...attempt, code: 'UPSTREAM_TIMEOUT', outcome: 'PENDING' }]);
    await jobs.releaseLease(before);
    const { waiting, sent } = world.start();
    await world.until(() => waiting.length > 0);
    await world.store.ledger.intend({
      account: 'default',
      address: { domainName: 'push.example.com', appName: 'live', streamName: 'one' },
      kind: 'FORBID',
      subject: 'another',
      reason: undefined,
      until: new Date('2099-01-01T00:00:00Z'),
      correlationId: 'c-2',
    });
    waiting[0]?.go();
    await ended();
    expect(await jobs.find('job-1')).toMatchObject({ state: 'FINISHED', skipped: 1, failed: 0 });
    const { items } = await jobs.listItems('job-1', { first: 1 });
    expect(items).toMatchObject([{ outcome: 'SKIPPED', code: undefined, attempts: 1, requestId: 'R-0' }]);
    expect(sent).toEqual([]);
  });
});
