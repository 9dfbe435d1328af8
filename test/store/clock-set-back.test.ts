import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type NewJob } from '../../src/bulk/job-store.js';
import { openStore, type Store } from '../../src/store/open-store.js';
import { type ActionIntent } from '../../src/stream/ledger.js';

const DAY_MS = 24 * 3_600_000;
const ADDRESS = { domainName: 'push.example.com', appName: 'live', streamName: 'one' };
const JOB: NewJob = {
  id: 'job-1',
  account: 'default',
  domainName: ADDRESS.domainName,
  caller: { subject: 'maya', claims: {} },
  reason: undefined,
  idempotencyKey: undefined,
  requestHash: 'hash',
  correlationId: 'c',
  streams: [ADDRESS],
};

let folder: string;
let nowMs: number;
let store: Store;

const open = () => openStore({ url: `file:${join(folder, 'gateway.db')}` });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clock-'));
  nowMs = 1_800_000_000_000;
  jest.spyOn(Date, 'now').mockImplementation(() => nowMs);
  store = await open();
});
afterEach(async () => {
  await store.close();
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

async function act(kind: ActionIntent['kind']): Promise<string> {
  const until = kind === 'FORBID' ? new Date(nowMs + 30 * DAY_MS) : undefined;
  const id = await store.ledger.intend({
    account: 'default',
    address: ADDRESS,
    kind,
    subject: 'maya',
    reason: undefined,
    until,
    correlationId: 'c',
  });
  await store.ledger.conclude(id, { outcome: 'SUCCEEDED', requestId: 'r', code: undefined });
  return id;
}

async function markSent(): Promise<unknown> {
  const [lease] = await store.jobs.leaseJobs('one', 15_000);
  if (lease === undefined) throw new Error('the job cannot be leased');
  return store.jobs.markSent(lease, { seq: 1, unanswered: 0, isRepeated: false });
}

async function setBack(restarts: boolean): Promise<void> {
  nowMs -= 3_600_000;
  if (!restarts) return;
  await store.close();
  store = await open();
}

describe.each([
  ['while the gateway runs', false],
  ['before a restart', true],
])('after the system clock was set back by an hour %s', (_when, restarts) => {
  test('a job does not lift a forbid that was made after its start', async () => {
    await store.jobs.create(JOB);
    await setBack(restarts);
    await act('FORBID');
    expect(await markSent()).toBe('FORBIDDEN');
  });

  test('a job lifts a forbid that was made before its start', async () => {
    await act('FORBID');
    await setBack(restarts);
    await store.jobs.create(JOB);
    expect(await markSent()).toBe('MARKED');
  });

  test('a job of a replica that has ended is leased at once, and its items are due', async () => {
    await store.jobs.create(JOB);
    const [held] = await store.jobs.leaseJobs('one', 15_000);
    if (held === undefined) throw new Error('the job cannot be leased');
    const item = { seq: 1, unanswered: 0, attempts: 1, requestId: undefined, code: undefined } as const;
    await store.jobs.writeOutcomes(held, [{ ...item, outcome: 'PENDING', dueInMs: 60_000 }]);
    await setBack(restarts);
    const [lease] = await store.jobs.leaseJobs('two', 15_000);
    expect(lease?.jobId).toBe(held.jobId);
    expect(await store.jobs.listDue(held.jobId, 10)).toMatchObject([{ seq: 1 }]);
  });

  test('a forbid is newer than a resume before it', async () => {
    const resume = await act('RESUME');
    await setBack(restarts);
    await act('FORBID');
    expect(await store.ledger.hasNewerForbid(resume)).toBe(true);
  });

  test('a forbid is not newer than a resume after it', async () => {
    await act('FORBID');
    await setBack(restarts);
    expect(await store.ledger.hasNewerForbid(await act('RESUME'))).toBe(false);
  });
});

test('a lease of the longest setting is held', async () => {
  await store.jobs.create(JOB);
  expect(await store.jobs.leaseJobs('one', 600_000)).toHaveLength(1);
  expect(await store.jobs.leaseJobs('one', 600_000)).toEqual([]);
  expect(await store.jobs.leaseJobs('two', 15_000)).toEqual([]);
});

test('a forbid is not newer than a resume after it in the same batch', async () => {
  const [, resume] = await Promise.all([act('FORBID'), act('RESUME')]);
  expect(await store.ledger.hasNewerForbid(resume)).toBe(false);
});
