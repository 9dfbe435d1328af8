import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAuthorizer } from '../../src/access/authorizer.js';
import { createClaimSelector } from '../../src/access/claim-selector.js';
import { parseGrants } from '../../src/access/parse-grants.js';
import { type BulkResumeRequest, type BulkResumes } from '../../src/bulk/bulk-resume.js';
import { createBulkResumes } from '../../src/bulk/bulk-resumes.js';
import { openStore, type Store } from '../../src/store/open-store.js';
import { type Caller } from '../../src/stream/caller.js';

const GRANTS = parseGrants(`
grants:
  - match: { claim: realm_access.roles, has: moderator }
    allow: [resume]
    domains: ['push.example.com']
  - match: { claim: scope, has: jobs }
    allow: [manage]
    domains: ['push.example.com']
    apps: [live]
`);
const ORDER: BulkResumeRequest = {
  domainName: 'push.example.com',
  streams: [1, 2, 3, 4].map((n) => ({ appName: 'live', streamName: `s-${n}` })),
  allForbidden: false,
  appName: undefined,
  reason: 'incident',
  idempotencyKey: undefined,
};
const MODERATOR: Caller = {
  subject: 'maya',
  claims: { sub: 'maya', email: 'm@example.com', realm_access: { roles: ['moderator'], other: 1 } },
};
const MANAGER: Caller = { subject: 'lead', claims: { scope: 'openid jobs' } };

describe('bulk jobs', () => {
  let store: Store;
  let jobs: BulkResumes;
  beforeEach(async () => {
    store = await openStore({ url: 'file::memory:' });
    jobs = createBulkResumes({
      store: store.jobs,
      authorize: createAuthorizer(GRANTS),
      selectClaims: createClaimSelector(GRANTS),
      listForbidden: () => Promise.resolve([]),
      perSecondOf: () => 2,
      wake: () => undefined,
    });
  });
  afterEach(() => store.close());

  const start = (caller: Caller, order: Partial<BulkResumeRequest> = {}) =>
    jobs.start({ ...ORDER, ...order }, { caller, correlationId: 'c', signal: new AbortController().signal });

  test('a job keeps only those claims of the token that grants test', async () => {
    const { id } = await start(MODERATOR);
    const { claims } = await store.db
      .selectFrom('bulk_job')
      .select('claims')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(claims ?? '')).toEqual({ realm_access: { roles: ['moderator'] } });
  });

  test('a job is refused if these claims are larger than 16 KiB', async () => {
    const roles = ['moderator', 'x'.repeat(16_384)];
    const started = start({ subject: 'maya', claims: { realm_access: { roles } } });
    await expect(started).rejects.toMatchObject({ code: 'FORBIDDEN', outcome: 'NOT_SENT' });
    const smaller = ['moderator', 'x'.repeat(16_000)];
    await expect(
      start({ subject: 'maya', claims: { realm_access: { roles: smaller } } }),
    ).resolves.toMatchObject({
      total: 4,
    });
  });

  test('the time left does not count items that are resumed, failed or skipped', async () => {
    const job = await start(MODERATOR);
    expect(job).toMatchObject({ by: 'maya', reason: 'incident', total: 4, skipped: 0, secondsLeft: 2 });
    const [lease] = await store.jobs.leaseJobs('replica', 60_000);
    if (lease === undefined) throw new Error('the job is to be leased');
    const fields = { unanswered: 0, attempts: 1, requestId: undefined, code: undefined, dueInMs: 0 };
    await store.jobs.writeOutcomes(lease, [
      { ...fields, seq: 1, outcome: 'SKIPPED' },
      { ...fields, seq: 2, outcome: 'RESUMED' },
      { ...fields, seq: 3, outcome: 'FAILED' },
    ]);
    expect(await jobs.find(job.id, MODERATOR)).toMatchObject({
      resumed: 1,
      failed: 1,
      cancelled: 0,
      skipped: 1,
      secondsLeft: 0.5,
    });
  });

  test('a job is visible to its own caller and to callers with a manage grant for all of its apps', async () => {
    const ofLive = await start(MODERATOR);
    const streams = [...(ORDER.streams ?? []), { appName: 'event', streamName: 's' }];
    const ofBoth = await start(MODERATOR, { streams });
    expect(await jobs.find(ofLive.id, MANAGER)).toMatchObject({ id: ofLive.id, by: 'maya' });
    expect(await jobs.find(ofBoth.id, MANAGER)).toBeUndefined();
    await expect(jobs.cancel(ofBoth.id, MANAGER)).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
    expect(await jobs.cancel(ofLive.id, MANAGER)).toMatchObject({ state: 'CANCELLED', cancelled: 4 });
    // A caller with the same grants, but another subject.
    expect(await jobs.find(ofLive.id, { ...MODERATOR, subject: 'noor' })).toBeUndefined();
  });

  test('a job above the caps is refused, with the time until the budget allows a new one', async () => {
    for (let n = 0; n < 20; n += 1) await start(MODERATOR);
    await expect(start(MODERATOR)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      outcome: 'NOT_SENT',
      retryable: true,
      retryAfterMs: 2000,
      message: expect.stringContaining('20 unfinished'),
    });
  });
});
