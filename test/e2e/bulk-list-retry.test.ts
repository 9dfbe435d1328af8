import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, startGateway, type TestGateway } from '../support/gateway.js';
import { AUDIENCE, createJwksServer, ISSUER, type JwksServer } from '../support/jwks-server.js';

const GRANTS = `grants:
  - match: { claim: sub, is: maya }
    allow: [resume]
    domains: [push.example.com]
  - match: { claim: sub, is: noor }
    allow: [resume]
    domains: ['*']
  - match: { claim: sub, is: lead }
    allow: [manage]
    domains: [push.example.com]
`;
type Person = 'maya' | 'noor' | 'lead';
const START =
  'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id } } }';
const RETRY =
  'mutation ($input: RetryBulkResumeInput!) { retryBulkResume(input: $input) { bulkResume { id total reason by } } }';
const READ = 'query ($id: ID!) { bulkResume(id: $id) { state failed finishedAt perSecond } }';
const LIST = `query ($first: Int! = 50, $after: String, $state: BulkResumeState) {
  bulkResumes(first: $first, after: $after, state: $state) {
    edges { cursor node { id } } nodes { id by } totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}`;

let server: JwksServer;
let gateway: TestGateway;
let tokens: Record<Person, string>;

beforeAll(async () => {
  const grantsFile = join(mkdtempSync(join(tmpdir(), 'grants-')), 'grants.yaml');
  writeFileSync(grantsFile, GRANTS);
  server = await createJwksServer();
  gateway = await startGateway({
    AUTH_JWKS_URL: server.url,
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: AUDIENCE,
    GRANTS_FILE: grantsFile,
    CALLER_REQUESTS_PER_SECOND: '1000',
  });
  const mint = (sub: string): Promise<string> => server.mint({ claims: { sub } });
  tokens = { maya: await mint('maya'), noor: await mint('noor'), lead: await mint('lead') };
});
afterAll(async () => {
  await gateway.close();
  await server.close();
});

const ask = (who: Person, query: string, variables: object): Promise<Answer> =>
  gateway.post(query, { ...variables }, { authorization: `Bearer ${tokens[who]}` });
const start = async (who: Person, domainName: string): Promise<string> => {
  const input = { domainName, streams: [{ appName: 'live', streamName: 'match-42' }], reason: 'incident' };
  const { body } = await ask(who, START, { input });
  return (body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume.id;
};
const untilEnded = async (who: Person, id: string): Promise<Record<string, unknown>> => {
  for (;;) {
    const { body } = await ask(who, READ, { id });
    const job = body.data?.['bulkResume'] as Record<string, unknown>;
    if (job['finishedAt'] !== null) return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
interface Page {
  readonly nodes: readonly { readonly id: string; readonly by: string }[];
  readonly pageInfo: { readonly endCursor: string };
}
const list = async (who: Person, variables: object = {}): Promise<Page> =>
  (await ask(who, LIST, variables)).body.data?.['bulkResumes'] as Page;
const idsOf = ({ nodes }: Page): string[] => nodes.map(({ id }) => id);

describe('bulk jobs that have ended', () => {
  test('are listed for their caller and for callers that manage their domain, and can be retried if items failed', async () => {
    const resumed = await start('maya', 'push.example.com');
    const failed = await start('noor', 'unknown.example.com');
    expect(await untilEnded('maya', resumed)).toMatchObject({ failed: 0, perSecond: expect.any(Number) });
    expect(await untilEnded('noor', failed)).toMatchObject({ failed: 1 });
    expect(idsOf(await list('maya'))).toEqual([resumed]);
    expect(idsOf(await list('noor'))).toEqual([failed]);
    expect((await list('lead')).nodes).toEqual([{ id: resumed, by: 'maya' }]);

    const input = { id: failed, idempotencyKey: 'again' };
    const { body } = await ask('noor', RETRY, { input });
    const { id } = (body.data?.['retryBulkResume'] as { bulkResume: { id: string } }).bulkResume;
    expect(body.data?.['retryBulkResume']).toEqual({
      bulkResume: { id, total: 1, reason: 'incident', by: 'noor' },
    });
    expect((await ask('noor', RETRY, { input })).body).toEqual(body);
    await untilEnded('noor', id);
    const first = await list('noor', { first: 1 });
    expect(first).toMatchObject({
      nodes: [{ id }],
      totalCount: null,
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
    const { endCursor: after } = first.pageInfo;
    const second = await list('noor', { first: 1, after });
    expect(second).toMatchObject({
      nodes: [{ id: failed }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
    expect(idsOf(await list('noor', { state: 'CANCELLED' }))).toEqual([]);
    expect(
      (await ask('noor', LIST, { after, state: 'FINISHED' })).body.errors?.[0]?.extensions,
    ).toMatchObject({
      code: 'BAD_USER_INPUT',
      violations: [{ path: 'after', rule: 'cursor' }],
    });
  });

  test.each([
    ['a job of another caller', 'noor', {}, 'JOB_NOT_FOUND'],
    ['a managed job without a resume grant, where nothing failed', 'lead', {}, 'BAD_USER_INPUT'],
    ['a job with nothing to retry', 'maya', {}, 'BAD_USER_INPUT'],
    ['a key with a space', 'maya', { idempotencyKey: 'a b' }, 'BAD_USER_INPUT'],
    ['an id that no job can have', 'maya', { id: 'no/job' }, 'JOB_NOT_FOUND'],
  ] as const)('are not retried for %s, and no call is spent', async (_title, who, fields, code) => {
    const [id] = idsOf(await list('maya'));
    const calls = gateway.emulator.calls().length;
    const { body } = await ask(who, RETRY, { input: { id, ...fields } });
    expect(body).toMatchObject({ data: { retryBulkResume: null }, errors: [{ extensions: { code } }] });
    expect(gateway.emulator.calls()).toHaveLength(calls);
  });

  test.each([
    ['no job', { first: 0 }, 'first'],
    ['501 jobs', { first: 501 }, 'first'],
    ['what is no cursor', { after: 'x' }, 'after'],
  ])('are not listed on a page of %s', async (_title, variables, path) => {
    const { body } = await ask('maya', LIST, variables);
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', violations: [{ path }] });
  });
});
