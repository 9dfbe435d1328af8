import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Answer, startGateway, type TestGateway } from '../support/gateway.js';
import { AUDIENCE, createJwksServer, ISSUER, type JwksServer } from '../support/jwks-server.js';
import { WAYS } from '../support/subscribers.js';

const GRANTS = `grants:
  - match: { claim: sub, is: maya }
    allow: [read, resume]
    domains: [push.example.com]
    apps: [live]
  - match: { claim: sub, is: noor }
    allow: [resume]
    domains: ['*.example.com']
`;
const START =
  'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id total } } }';
const CANCEL = 'mutation ($id: ID!) { cancelBulkResume(input: { id: $id }) { bulkResume { id } } }';
const READ = 'query ($id: ID!) { bulkResume(id: $id) { id } }';
const PROGRESS = 'subscription ($id: ID!) { bulkResumeProgress(id: $id) { state } }';

let server: JwksServer;
let gateway: TestGateway;
let tokens: Record<'maya' | 'noor', string>;

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
    LIVE_CLIENT: 'core',
  });
  const mint = (sub: string): Promise<string> => server.mint({ claims: { sub } });
  tokens = { maya: await mint('maya'), noor: await mint('noor') };
});
beforeEach(() => {
  gateway.emulator.reset();
});
afterAll(async () => {
  await gateway.close();
  await server.close();
});

const ask = (who: 'maya' | 'noor', query: string, variables: object): Promise<Answer> =>
  gateway.post(query, { ...variables }, { authorization: `Bearer ${tokens[who]}` });
const start = (who: 'maya' | 'noor', input: object): Promise<Answer> =>
  ask(who, START, { input: { domainName: 'push.example.com', ...input } });
const idOf = ({ body }: Answer): string =>
  (body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume.id;
const listed = (...appNames: string[]) => ({
  streams: appNames.map((appName, n) => ({ appName, streamName: `s-${n}` })),
});

describe('a bulk job of another caller', () => {
  test('is treated as if it did not exist', async () => {
    const id = idOf(await start('maya', listed('live')));
    expect((await ask('maya', READ, { id })).body).toEqual({ data: { bulkResume: { id } } });
    expect((await ask('noor', READ, { id })).body).toEqual({ data: { bulkResume: null } });
    const [others, unknown] = [await ask('noor', CANCEL, { id }), await ask('noor', CANCEL, { id: 'none' })];
    const withoutIds = ({ text }: Answer): string => text.replace(/"correlationId":"[^"]*"/, '');
    expect(withoutIds(others)).toBe(withoutIds(unknown));
    expect(others.body.errors?.[0]?.extensions).toMatchObject({ code: 'JOB_NOT_FOUND', retryable: false });
  });

  test.each(Object.entries(WAYS))('cannot be watched by %s', async (_name, subscribe) => {
    const id = idOf(await start('maya', listed('live')));
    const watch = (token: string) =>
      subscribe({ url: gateway.url, token, query: PROGRESS, variables: { id } });
    expect(await watch(tokens.noor).nth(1)).toMatchObject({
      errors: [{ extensions: { code: 'JOB_NOT_FOUND' } }],
    });
    expect(await watch(tokens.maya).nth(1)).toHaveProperty('data.bulkResumeProgress.state');
  });

  test('with the same idempotency key is a different job', async () => {
    const order = { ...listed('live'), idempotencyKey: 'incident' };
    const [first, again] = [await start('maya', order), await start('maya', order)];
    expect(idOf(again)).toBe(idOf(first));
    expect(idOf(await start('noor', order))).not.toBe(idOf(first));
  });
});

describe('a stream without a grant', () => {
  test('refuses the whole job with its position but no name, and nothing is sent', async () => {
    const streams = ['live', 'secret-app', 'live', 'secret-app'].map((appName, n) => ({
      appName,
      streamName: `unsent-${n}`,
    }));
    const { body } = await start('maya', { streams });
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', outcome: 'NOT_SENT' });
    expect(body.errors?.[0]?.message).toContain('streams[1], streams[3]');
    expect(JSON.stringify(body)).not.toContain('secret-app');
    // Items of earlier jobs may still be in flight.
    const sent = gateway.emulator.calls().map(({ params }) => params['StreamName']);
    expect(sent.filter((name) => name?.startsWith('unsent'))).toEqual([]);
  });

  test('applies also to a job of all forbidden streams: it can cover one app if the grant is for that app', async () => {
    const all = await start('maya', { allForbidden: true });
    expect(all.body.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    const { body } = await start('maya', { allForbidden: true, appName: 'live' });
    expect(body.data?.['startBulkResume']).toMatchObject({ bulkResume: { total: 2 } });
  });
});
