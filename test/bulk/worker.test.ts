import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type JobStore } from '../../src/bulk/job-store.js';
import { BulkWorker, type WorkerOptions } from '../../src/bulk/worker.js';
import { openStore, type Store } from '../../src/store/open-store.js';
import { type ActionCall, type LiveStreamService } from '../../src/stream/live-stream-service.js';
import { StreamError } from '../../src/stream/errors.js';

const CALLER = { subject: 'm', claims: { roles: ['moderator'] } };
const JOB = {
  id: 'job-1',
  domainName: 'push.example.com',
  caller: CALLER,
  reason: undefined,
  idempotencyKey: undefined,
  correlationId: 'c',
  streams: [{ appName: 'live', streamName: 'one' }],
};
const unavailable = (): Promise<never> => Promise.reject(new StreamError('STORE_UNAVAILABLE', {}));

/** A call that waits for its permit until it is let go, as the guard has it. */
interface Waiting {
  readonly call: ActionCall;
  readonly go: () => void;
}

describe('a bulk worker and its leases', () => {
  let folder: string;
  let store: Store;
  let workers: BulkWorker[];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'worker-'));
    store = await openStore({ url: `file:${join(folder, 'gateway.db')}` });
    workers = [];
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.close()));
    await store.close();
    rmSync(folder, { recursive: true });
  });

  function startWorker(jobs: Partial<JobStore>, options: Partial<WorkerOptions> = {}) {
    const waiting: Waiting[] = [];
    const sent: string[] = [];
    const service: Pick<LiveStreamService, 'resume'> = {
      resume: ({ streamName }, call) =>
        new Promise((resolve, reject) => {
          const giveUp = (): void => {
            reject(new StreamError('RATE_LIMITED', { outcome: 'NOT_SENT' }));
          };
          call.signal.addEventListener('abort', giveUp);
          const go = async (): Promise<void> => {
            const claimed = await call.maySend?.().catch((thrown: unknown) => thrown);
            if (claimed !== true) {
              const refused = new StreamError('RATE_LIMITED', { outcome: 'NOT_SENT', retryable: false });
              reject(claimed instanceof StreamError ? claimed : refused);
              return;
            }
            call.onSent?.();
            sent.push(streamName);
            resolve({ requestId: 'R-1' });
          };
          waiting.push({ call, go: () => void go() });
        }),
    };
    const worker = new BulkWorker({
      store: { ...store.jobs, ...jobs },
      service: service as LiveStreamService,
      replica: 'one',
      pollMs: 5,
      leaseMs: 60,
      authorize: () => undefined,
      ...options,
    });
    workers.push(worker);
    worker.start();
    return { waiting, sent };
  }
  const until = async (holds: () => unknown): Promise<void> => {
    while (!(await holds())) await sleep(5);
  };

  it('sends nothing while the store cannot say that it is still its own', async () => {
    await store.jobs.create(JOB);
    let down = true;
    const claim: JobStore['claim'] = (...item) => (down ? unavailable() : store.jobs.claim(...item));
    const { waiting, sent } = startWorker({ claim }, { leaseMs: 60_000 });
    await until(() => waiting.length > 0);
    waiting[0]?.go();
    await until(() => waiting.length > 1);
    expect(sent).toEqual([]);
    down = false;
    waiting[1]?.go();
    await until(() => sent.length > 0);
    expect(sent).toEqual(['one']);
  });

  it('gives up what was sent twice by replicas that went away: a third call might act a third time', async () => {
    await store.jobs.create(JOB);
    for (const replica of ['gone', 'gone too']) {
      const [item] = await store.jobs.lease(replica, 1, -1);
      if (item !== undefined) await store.jobs.claim(replica, item);
    }
    const { sent } = startWorker({});
    await until(async () => (await store.jobs.find('job-1'))?.finishedAt);
    const { items } = await store.jobs.listItems('job-1', { first: 1 });
    expect(items).toMatchObject([{ outcome: 'FAILED', code: 'UPSTREAM_TIMEOUT' }]);
    expect(sent).toEqual([]);
  });

  it('sends nothing of a job that is cancelled when its turn comes, and the job ends cancelled', async () => {
    await store.jobs.create(JOB);
    const { waiting, sent } = startWorker({ cancelledOf: () => Promise.resolve([]) });
    await until(() => waiting.length > 0);
    await store.jobs.cancel('job-1');
    waiting[0]?.go();
    await until(async () => (await store.jobs.find('job-1'))?.finishedAt);
    expect(await store.jobs.find('job-1')).toMatchObject({ state: 'CANCELLED', cancelled: 1, failed: 0 });
    expect(sent).toEqual([]);
  });

  it('holds on to what it works on for longer than a lease', async () => {
    await store.jobs.create(JOB);
    const { waiting, sent } = startWorker({});
    await until(() => waiting.length > 0);
    await sleep(200);
    expect(await store.jobs.lease('two', 9, 1000)).toEqual([]);
    waiting[0]?.go();
    await until(() => sent.length > 0);
    expect(sent).toEqual(['one']);
  });

  it('lets go of what another replica holds meanwhile, and leaves the outcome to it', async () => {
    await store.jobs.create(JOB);
    let down = true;
    const renew: JobStore['renew'] = (...lease) => (down ? unavailable() : store.jobs.renew(...lease));
    const lease: JobStore['lease'] = (...wish) =>
      Promise.resolve(waiting.length > 0 ? [] : store.jobs.lease(...wish));
    const { waiting, sent } = startWorker({ renew, lease });
    await until(() => waiting.length > 0);
    await sleep(80);
    const [taken] = await store.jobs.lease('two', 9, 60_000);
    down = false;
    await until(() => waiting[0]?.call.signal.aborted);
    await sleep(50);
    expect(sent).toEqual([]);
    expect(taken).toMatchObject({ seq: 1, lost: 1 });
    expect(await store.jobs.renew('two', taken === undefined ? [] : [taken], 60_000)).toHaveLength(1);
  });

  it('does an item once where its own lease ended and is its own again', async () => {
    await store.jobs.create(JOB);
    const { waiting, sent } = startWorker({ renew: unavailable });
    await until(() => waiting.length > 0);
    await sleep(200);
    expect(waiting).toHaveLength(1);
    waiting[0]?.go();
    await until(() => sent.length > 0);
    await until(async () => (await store.jobs.find('job-1'))?.finishedAt);
    expect(await store.jobs.find('job-1')).toMatchObject({ state: 'FINISHED', resumed: 1 });
    expect(sent).toEqual(['one']);
  });

  it('comes back to what was leased to it in an answer that got lost', async () => {
    await store.jobs.create(JOB);
    let lost = 0;
    const lease: JobStore['lease'] = async (...wish) => {
      const items = await store.jobs.lease(...wish);
      if (lost === 0 && items.length > 0) {
        lost += 1;
        return unavailable();
      }
      return items;
    };
    const { waiting } = startWorker({ lease });
    await until(() => waiting.length > 0);
    expect(lost).toBe(1);
    waiting[0]?.go();
    await until(async () => (await store.jobs.find('job-1'))?.finishedAt);
    expect(await store.jobs.find('job-1')).toMatchObject({ state: 'FINISHED', resumed: 1 });
  });

  it('resumes as the job’s caller, one object for all of its items', async () => {
    await store.jobs.create({ ...JOB, streams: [...JOB.streams, { appName: 'live', streamName: 'two' }] });
    const { waiting } = startWorker({});
    await until(() => waiting.length === 2);
    expect(waiting[0]?.call.caller).toEqual(CALLER);
    expect(waiting[1]?.call.caller).toBe(waiting[0]?.call.caller);
  });

  it('asks the grants again when the turn of an item has come, and fails it as FORBIDDEN for good', async () => {
    await store.jobs.create(JOB);
    let isGranted = true;
    const asked: unknown[] = [];
    const authorize: WorkerOptions['authorize'] = (...question) => {
      asked.push(question);
      if (!isGranted) throw new StreamError('FORBIDDEN', { outcome: 'NOT_SENT' });
    };
    const { waiting, sent } = startWorker({}, { authorize });
    await until(() => waiting.length > 0);
    isGranted = false;
    waiting[0]?.go();
    await until(async () => (await store.jobs.find('job-1'))?.finishedAt);
    expect(asked).toEqual([[CALLER, 'resume', { domainName: 'push.example.com', appName: 'live' }]]);
    expect(await store.jobs.find('job-1')).toMatchObject({ state: 'FINISHED', failed: 1 });
    const { items } = await store.jobs.listItems('job-1', { first: 1 });
    expect(items).toMatchObject([{ outcome: 'FAILED', code: 'FORBIDDEN', attempts: 0 }]);
    expect(sent).toEqual([]);
  });

  it('skips a stream that was forbidden since the start, with the attempts that were made before', async () => {
    await store.jobs.create(JOB);
    const [item] = await store.jobs.lease('before', 1, 60_000);
    const attempt = { attempts: 1, requestId: 'R-0', code: 'UPSTREAM_TIMEOUT', dueInMs: 0 } as const;
    if (item !== undefined) await store.jobs.settle('before', [{ ...item, ...attempt, outcome: 'PENDING' }]);
    const { waiting, sent } = startWorker({});
    await until(() => waiting.length > 0);
    await store.ledger.intend({
      address: { domainName: 'push.example.com', appName: 'live', streamName: 'one' },
      kind: 'FORBID',
      subject: 'another',
      reason: undefined,
      until: new Date('2099-01-01T00:00:00Z'),
      correlationId: 'c-2',
    });
    waiting[0]?.go();
    await until(async () => (await store.jobs.find('job-1'))?.finishedAt);
    expect(await store.jobs.find('job-1')).toMatchObject({ state: 'FINISHED', skipped: 1, failed: 0 });
    const { items } = await store.jobs.listItems('job-1', { first: 1 });
    expect(items).toMatchObject([{ outcome: 'SKIPPED', code: undefined, attempts: 1, requestId: 'R-0' }]);
    expect(sent).toEqual([]);
  });
});
