import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { StreamError } from '../../src/stream/errors.js';
import { MemoryBulkResumes } from '../support/bulk-resumes.memory.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const JOB =
  'id domainName by reason state total resumed failed cancelled skipped startedAt finishedAt secondsLeft';
const START = `mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { ${JOB} } } }`;
const CANCEL = `mutation ($id: ID!) { cancelBulkResume(input: { id: $id }) { bulkResume { ${JOB} } } }`;
const READ = `query ($id: ID!) { bulkResume(id: $id) { ${JOB} } }`;
const ITEMS = `query ($id: ID!, $first: Int! = 50, $after: String, $outcome: BulkResumeItemOutcome) {
  bulkResume(id: $id) {
    items(first: $first, after: $after, outcome: $outcome) {
      edges { cursor node { appName streamName outcome requestId code attempts stream { id domainName } } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount
    }
  }
}`;

interface Items {
  readonly edges: readonly { readonly cursor: string; readonly node: Readonly<Record<string, unknown>> }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly totalCount: number;
}

const jobs = new MemoryBulkResumes();
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({}, { bulkResumes: jobs });
});
afterAll(() => gateway.close());

async function start(count: number): Promise<string> {
  const streams = Array.from({ length: count }, (_, n) => ({ appName: 'live', streamName: `s-${n}` }));
  const { body } = await gateway.post(START, { input: { domainName: 'push.example.com', streams } });
  return (body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume.id;
}

async function items(id: string, variables: object = {}): Promise<Items> {
  const { body } = await gateway.post(ITEMS, { id, ...variables });
  return (body.data?.['bulkResume'] as { items: Items }).items;
}

describe('a bulk job by GraphQL', () => {
  test('returns immediately with the remaining work', async () => {
    const streams = [{ appName: 'live', streamName: 'a' }];
    const { body } = await gateway.post(START, {
      input: { domainName: 'push.example.com', streams, reason: 'incident' },
    });
    expect((body.data?.['startBulkResume'] as { bulkResume: unknown }).bulkResume).toEqual({
      id: expect.any(String),
      state: 'RUNNING',
      total: 1,
      resumed: 0,
      failed: 0,
      domainName: 'push.example.com',
      by: 'developer',
      reason: 'incident',
      cancelled: 0,
      skipped: 0,
      startedAt: expect.stringMatching(/Z$/),
      finishedAt: null,
      secondsLeft: expect.any(Number),
    });
  });

  test('passes the request on unchanged, with defaults', async () => {
    const input = { domainName: 'Push.Example.com', allForbidden: true, appName: 'live', reason: 'r' };
    await gateway.post(START, { input: { ...input, idempotencyKey: 'k' } });
    expect(jobs.orders.at(-1)).toEqual({ ...input, streams: undefined, idempotencyKey: 'k' });
    await gateway.post(START, { input: { domainName: 'push.example.com', streams: [] } });
    expect(jobs.orders.at(-1)).toEqual({
      domainName: 'push.example.com',
      streams: [],
      allForbidden: false,
      appName: undefined,
      reason: undefined,
      idempotencyKey: undefined,
    });
  });

  test('shows each stream with its outcome, and filters by outcome', async () => {
    const id = await start(4);
    jobs.settle(id, 'RESUMED', { requestId: 'R-1' });
    jobs.settle(id, 'FAILED', { code: 'DOMAIN_NOT_FOUND', attempts: 2 });
    jobs.settle(id, 'SKIPPED', { attempts: 0 });
    const all = await items(id);
    expect(all.edges.map(({ node }) => node)).toEqual([
      expect.objectContaining({ streamName: 's-0', outcome: 'RESUMED', requestId: 'R-1', code: null }),
      expect.objectContaining({
        streamName: 's-1',
        outcome: 'FAILED',
        code: 'DOMAIN_NOT_FOUND',
        attempts: 2,
      }),
      expect.objectContaining({ streamName: 's-2', outcome: 'SKIPPED', requestId: null, code: null }),
      expect.objectContaining({ streamName: 's-3', outcome: 'PENDING', requestId: null, attempts: 0 }),
    ]);
    expect(all.edges[0]?.node['stream']).toEqual({ id: expect.any(String), domainName: 'push.example.com' });
    const failed = await items(id, { outcome: 'FAILED' });
    expect(failed).toMatchObject({ totalCount: 1, edges: [{ node: { streamName: 's-1' } }] });
    const skipped = await items(id, { outcome: 'SKIPPED' });
    expect(skipped).toMatchObject({ totalCount: 1, edges: [{ node: { streamName: 's-2' } }] });
    const { body } = await gateway.post(READ, { id });
    expect(body.data?.['bulkResume']).toMatchObject({ resumed: 1, failed: 1, cancelled: 0, skipped: 1 });
  });

  test('its pages contain each stream once, in order', async () => {
    const id = await start(7);
    const names: unknown[] = [];
    let page = await items(id, { first: 3 });
    expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    names.push(...page.edges.map(({ node }) => node['streamName']));
    while (page.pageInfo.hasNextPage) {
      page = await items(id, { first: 3, after: page.pageInfo.endCursor });
      names.push(...page.edges.map(({ node }) => node['streamName']));
      expect(page).toMatchObject({ totalCount: 7, pageInfo: { hasPreviousPage: true } });
    }
    expect(names).toEqual(['s-0', 's-1', 's-2', 's-3', 's-4', 's-5', 's-6']);
  });

  test.each([
    ['no item', { first: 0 }, 'first'],
    ['501 items', { first: 501 }, 'first'],
    ['what is no cursor', { after: 'x' }, 'after'],
  ])('refuses a page of %s', async (_title, variables, path) => {
    const { body } = await gateway.post(ITEMS, { id: await start(1), ...variables });
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', violations: [{ path }] });
  });

  test('refuses a request that may return more than 10,000 items, under any number of aliases', async () => {
    const id = await start(1);
    const pages = Array.from({ length: 21 }, (_, n) => `p${n}: items(first: 500) { totalCount }`);
    const { body } = await gateway.post(`query ($id: ID!) { bulkResume(id: $id) { ${pages.join(' ')} } }`, {
      id,
    });
    expect(body).toMatchObject({
      errors: [{ extensions: { code: 'REQUEST_TOO_COMPLEX', retryable: false } }],
    });
  });

  test('refuses a cursor of another list', async () => {
    const [one, other] = [await start(2), await start(2)];
    const { pageInfo } = await items(one, { first: 1 });
    const { body } = await gateway.post(ITEMS, { id: other, after: pageInfo.endCursor });
    expect(body.errors?.[0]?.extensions).toMatchObject({ violations: [{ path: 'after', rule: 'cursor' }] });
  });

  test('a cancellation stops it and returns its new state', async () => {
    const id = await start(2);
    jobs.settle(id, 'RESUMED');
    const { body } = await gateway.post(CANCEL, { id });
    expect((body.data?.['cancelBulkResume'] as { bulkResume: unknown }).bulkResume).toMatchObject({
      id,
      state: 'CANCELLED',
      total: 2,
      resumed: 1,
      failed: 0,
      finishedAt: expect.any(String),
      cancelled: 1,
      skipped: 0,
    });
    expect(await items(id, { outcome: 'CANCELLED' })).toMatchObject({ totalCount: 1 });
  });

  test('a missing job is null, and cannot be cancelled', async () => {
    expect((await gateway.post(READ, { id: 'nobody' })).body).toEqual({ data: { bulkResume: null } });
    const { body } = await gateway.post(CANCEL, { id: 'nobody' });
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'JOB_NOT_FOUND', retryable: false });
  });

  test.each([
    [START, { input: { domainName: 'push.example.com', allForbidden: true } }],
    [CANCEL, { id: 'x' }],
    [READ, { id: 'x' }],
  ])('needs a token: %s', async (query, variables) => {
    const { body } = await gateway.post(query, variables, { authorization: undefined });
    expect(body.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });

  test('its refusal keeps every extension', async () => {
    jobs.fault = {
      start: new StreamError('FORBIDDEN', { outcome: 'NOT_SENT', message: 'No grant for three.' }),
    };
    const { body } = await gateway.post(START, { input: { domainName: 'push.example.com', streams: [] } });
    jobs.fault = {};
    expect(body.errors?.[0]).toMatchObject({
      message: 'No grant for three.',
      extensions: { code: 'FORBIDDEN', outcome: 'NOT_SENT' },
    });
  });
});
