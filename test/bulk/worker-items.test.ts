import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type JobStore, type NewJob } from '../../src/bulk/job-store.js';
import { StreamError } from '../../src/stream/errors.js';
import { type StartedWorker, WorkerWorld } from '../support/bulk-worker.js';

const toJob = (id: string, count: number, subject = 'm'): NewJob => ({
  id,
  account: 'default',
  domainName: 'push.example.com',
  caller: { subject, claims: {} },
  reason: undefined,
  idempotencyKey: undefined,
  requestHash: 'hash',
  correlationId: 'c',
  streams: Array.from({ length: count }, (_, n) => ({ appName: id, streamName: `s-${n}` })),
});

describe('the items of the jobs that a worker holds', () => {
  let world: WorkerWorld;
  let jobs: JobStore;
  beforeEach(async () => {
    world = await WorkerWorld.open();
    jobs = world.store.jobs;
  });
  afterEach(() => world.close());

  const ended = (id: string) => world.until(async () => (await jobs.find(id))?.finishedAt);

  /** Grants a permit to the first waiting call, `count` times, like the lane. */
  async function grant({ waiting, sent }: StartedWorker, count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      const before = sent.length;
      await world.until(() => waiting.length > before);
      waiting[before]?.go();
      await world.until(() => sent.length > before);
    }
  }
  const countOf = ({ sent }: StartedWorker, app: string): number =>
    sent.filter((name) => name.startsWith(`${app}/`)).length;

  it('sends each item once, in order, over several pages', async () => {
    await jobs.create(toJob('long', 450));
    const worker = world.start({}, { window: 10 });
    await grant(worker, 450);
    await ended('long');
    expect(worker.sent).toEqual(Array.from({ length: 450 }, (_, n) => `long/s-${n}`));
    expect(await jobs.find('long')).toMatchObject({ state: 'FINISHED', resumed: 450 });
  });

  it('sends an item that failed temporarily again when it is due, and not earlier', async () => {
    await jobs.create(toJob('job', 2));
    let isDown = true;
    const busy = new StreamError('UPSTREAM_UNAVAILABLE', { outcome: 'UNKNOWN', retryAfterMs: 3000 });
    const worker = world.start({}, {}, (streamName) =>
      streamName === 's-0' && isDown ? Promise.reject(busy) : Promise.resolve({ requestId: 'R' }),
    );
    await grant(worker, 2);
    isDown = false;
    await world.pass(2900);
    expect(worker.waiting).toHaveLength(2);
    const failedAtMs = world.clock.now() - 2900;
    await grant(worker, 1);
    expect(world.clock.now() - failedAtMs).toBeGreaterThanOrEqual(3000 - 10);
    await ended('job');
    expect(worker.sent).toEqual(['job/s-0', 'job/s-1', 'job/s-0']);
    const { items } = await jobs.listItems('job', { first: 1 });
    expect(items).toMatchObject([{ outcome: 'RESUMED', attempts: 2 }]);
  });

  it.each([
    ['of another caller', 'n'],
    ['of the same caller', 'm'],
  ])('sends the items of a small job %s in turn with those of a large job', async (_whose, subject) => {
    await jobs.create(toJob('large', 1000));
    const worker = world.start({}, { window: 8 });
    await grant(worker, 40);
    expect(countOf(worker, 'large')).toBe(40);
    await jobs.create(toJob('small', 20, subject));
    worker.worker.wake();
    await world.until(async () => (await jobs.leaseJobs('two', 1000)).length === 0 && worker.waiting.length);
    // The items that already wait in the lane are sent first. After them, every second item is from the small job.
    await grant(worker, 8 + 2 * 20);
    expect(countOf(worker, 'small')).toBe(20);
    const between = worker.sent.slice(48, 80);
    expect(between.filter((name) => name.startsWith('small/')).length).toBeGreaterThanOrEqual(15);
    expect(between.filter((name) => name.startsWith('large/')).length).toBeGreaterThanOrEqual(15);
    await ended('small');
  });

  it('serves all jobs in turn if there are more jobs than slots in the window', async () => {
    for (let n = 0; n < 12; n += 1) await jobs.create(toJob(`job-${n}`, 100));
    const worker = world.start({}, { window: 4 });
    // The job whose items are loaded first takes all slots at the beginning.
    await grant(worker, 24 + 96);
    const later = worker.sent.slice(24);
    const counts = Array.from(
      { length: 12 },
      (_, n) => later.filter((name) => name.startsWith(`job-${n}/`)).length,
    );
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(7);
    expect(Math.max(...counts)).toBeLessThanOrEqual(9);
  });

  it('has no more items in the lane than the window has slots', async () => {
    await jobs.create(toJob('large', 300));
    await jobs.create(toJob('other', 300));
    const worker = world.start({}, { window: 6 });
    await world.until(() => worker.waiting.length > 0);
    await world.pass(200);
    expect(worker.waiting).toHaveLength(6);
    await grant(worker, 1);
    await world.pass(200);
    expect(worker.waiting).toHaveLength(7);
  });
});
