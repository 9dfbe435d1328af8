import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAuthorizer } from '../../src/access/authorizer.js';
import { createClaimSelector } from '../../src/access/claim-selector.js';
import { parseGrants } from '../../src/access/parse-grants.js';
import { type BulkResume, type BulkResumes, type ItemOutcome } from '../../src/bulk/bulk-resume.js';
import { createBulkResumes } from '../../src/bulk/bulk-resumes.js';
import { openStore, type Store } from '../../src/store/open-store.js';
import { type Caller } from '../../src/stream/caller.js';
import { record } from '../contract/jobs.contract.js';

const GRANTS = parseGrants(`
grants:
  - match: { claim: role, is: moderator }
    allow: [resume]
    domains: [push.example.com]
  - match: { claim: role, is: lead }
    allow: [manage]
    domains: [push.example.com]
  - match: { claim: role, is: head }
    allow: [manage, resume]
    domains: [push.example.com]
`);
const toCaller = (subject: string, role: string): Caller => ({ subject, claims: { role } });
const MAYA = toCaller('maya', 'moderator');

describe('the retry of a bulk job', () => {
  let store: Store;
  let jobs: BulkResumes;
  beforeEach(async () => {
    store = await openStore({ url: 'file::memory:' });
    jobs = createBulkResumes({
      store: store.jobs,
      authorize: createAuthorizer(GRANTS),
      selectClaims: createClaimSelector(GRANTS),
      listForbidden: () => Promise.reject(new Error('a retry reads no list')),
      perSecondOf: () => 2,
      wake: () => undefined,
    });
  });
  afterEach(() => store.close());

  const callOf = (caller: Caller) => ({ caller, correlationId: 'c', signal: new AbortController().signal });
  const start = async (...outcomes: readonly ItemOutcome[]): Promise<BulkResume> => {
    const streams = outcomes.map((_, n) => ({ appName: 'live', streamName: `s-${n}` }));
    const asked = { allForbidden: false, appName: undefined, idempotencyKey: undefined };
    const order = { domainName: 'push.example.com', streams, reason: 'incident' };
    const job = await jobs.start({ ...order, ...asked }, callOf(MAYA));
    const [lease] = await store.jobs.leaseJobs('replica', 60_000);
    if (lease === undefined) throw new Error('the job is to be leased');
    await store.jobs.writeOutcomes(
      lease,
      outcomes.map((outcome, index) => record(index + 1, { outcome })),
    );
    return job;
  };
  const retry = (id: string, caller = MAYA, idempotencyKey?: string): Promise<BulkResume> =>
    jobs.retry({ id, idempotencyKey }, callOf(caller));

  test('a retry is a new job with the failed and cancelled items, the same domain and the same reason', async () => {
    const { id } = await start('RESUMED', 'FAILED', 'SKIPPED', 'FAILED', 'CANCELLED');
    const job = await retry(id);
    expect(job).toMatchObject({ domainName: 'push.example.com', reason: 'incident', by: 'maya', total: 3 });
    const { items } = await jobs.listItems(job.id, { first: 9 });
    expect(items.map(({ streamName, outcome }) => [streamName, outcome])).toEqual([
      ['s-1', 'PENDING'],
      ['s-3', 'PENDING'],
      ['s-4', 'PENDING'],
    ]);
    expect(await jobs.find(id, MAYA)).toMatchObject({ state: 'FINISHED', failed: 2, cancelled: 1 });
  });

  test('a retry with the same key returns the same job, and a retry without a key starts another job', async () => {
    const { id } = await start('FAILED');
    const first = await retry(id, MAYA, 'k');
    expect((await retry(id, MAYA, 'k')).id).toBe(first.id);
    expect((await retry(id)).id).not.toBe(first.id);
  });

  test.each([
    ['has not ended', ['FAILED', 'PENDING'], 'ended'],
    ['has resumed or skipped all items', ['RESUMED', 'SKIPPED'], 'retryable'],
  ] as const)('a retry is refused for a job that %s', async (_title, outcomes, rule) => {
    const { id } = await start(...outcomes);
    await expect(retry(id)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      violations: [{ path: 'input.id', rule }],
    });
    expect((await jobs.list({ first: 9 }, MAYA)).jobs).toHaveLength(1);
  });

  test('a retry is refused if its key is invalid', async () => {
    const { id } = await start('FAILED');
    await expect(retry(id, MAYA, 'a b')).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      violations: [{ path: 'input.idempotencyKey', rule: 'key' }],
    });
  });

  test('a retry of another caller’s job needs `manage` and `resume` and belongs to its own caller', async () => {
    const { id } = await start('FAILED');
    await expect(retry(id, toCaller('noor', 'moderator'))).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
    await expect(retry(id, toCaller('lead', 'lead'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await retry(id, toCaller('head', 'head'))).toMatchObject({ by: 'head', total: 1 });
  });

  test('the retry of an own job needs a grant at the time of the retry', async () => {
    const { id } = await start('FAILED');
    await expect(retry(id, toCaller('maya', 'retired'))).rejects.toMatchObject({
      code: 'FORBIDDEN',
      outcome: 'NOT_SENT',
    });
  });

  test('a retry counts towards the caps of its caller', async () => {
    const { id } = await start('FAILED');
    for (let n = 0; n < 20; n += 1) await retry(id);
    await expect(retry(id)).rejects.toMatchObject({ code: 'RATE_LIMITED', outcome: 'NOT_SENT' });
  });

  test('`perSecond` does not count cancelled items', async () => {
    const { id } = await start('RESUMED', 'FAILED', 'CANCELLED', 'CANCELLED');
    const startedAt = (await jobs.find(id, MAYA))?.startedAt ?? new Date(NaN);
    await store.db
      .updateTable('bulk_job')
      .set({ finished_at_ms: startedAt.getTime() + 4000 })
      .where('id', '=', id)
      .execute();
    expect(await jobs.find(id, MAYA)).toMatchObject({ perSecond: 0.5, secondsLeft: undefined });
    expect(await retry(id)).toMatchObject({ perSecond: undefined, secondsLeft: 1.5 });
  });
});
