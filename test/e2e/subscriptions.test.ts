import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { BulkResumeProgressDocument } from 'apsara-live-gateway/client';
import { print } from 'graphql';
import { StreamError } from '../../src/stream/errors.js';
import { until } from '../emulator/support/until.js';
import { MemoryBulkResumes } from '../support/bulk-resumes.memory.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { createKeptLog } from '../support/log-lines.js';
import { AUDIENCE, createJwksServer, ISSUER, type JwksServer } from '../support/jwks-server.js';
import { OLDER_WAYS, type Subscriber, WAYS } from '../support/subscribers.js';

const PROGRESS = 'subscription ($id: ID!) { bulkResumeProgress(id: $id) { state total resumed failed } }';
const START =
  'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id } } }';
const streams = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ appName: 'live', streamName: `s-${n}` }));

const log = createKeptLog('info');
let jobs: MemoryBulkResumes;
let gateway: TestGateway;

beforeAll(async () => {
  jobs = new MemoryBulkResumes();
  gateway = await startGateway({}, { bulkResumes: jobs, logger: log.logger });
});
beforeEach(() => {
  jobs.fault = {};
});
afterAll(() => gateway.close());

async function startJob(count: number): Promise<string> {
  const input = { domainName: 'push.example.com', streams: streams(count) };
  const { body } = await gateway.post(START, { input });
  return (body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume.id;
}

const ALL_WAYS = Object.entries({ ...WAYS, ...OLDER_WAYS });
describe.each(ALL_WAYS)('bulkResumeProgress by %s', (_name, subscribe) => {
  const watch = (id: string, fields: object = {}) =>
    subscribe({ url: gateway.url, token: gateway.token, query: PROGRESS, variables: { id }, ...fields });
  const job = (fields: object) => ({ data: { bulkResumeProgress: expect.objectContaining(fields) } });

  test('sends the state of the job, then each change, and completes when the job ends', async () => {
    const id = await startJob(3);
    const watcher = watch(id);
    expect(await watcher.nth(1)).toEqual(job({ state: 'RUNNING', total: 3, resumed: 0, failed: 0 }));
    jobs.settle(id, 'RESUMED');
    expect(await watcher.nth(2)).toEqual(job({ state: 'RUNNING', resumed: 1, failed: 0 }));
    jobs.settle(id, 'FAILED', { code: 'DOMAIN_NOT_FOUND' });
    expect(await watcher.nth(3)).toEqual(job({ state: 'RUNNING', resumed: 1, failed: 1 }));
    jobs.settle(id, 'RESUMED');
    expect(await watcher.nth(4)).toEqual(job({ state: 'FINISHED', resumed: 2, failed: 1 }));
    expect(await watcher.ended).toBeUndefined();
    expect(watcher.got).toHaveLength(4);
  });

  test('ends with JOB_NOT_FOUND for an unknown job and for a job of another caller', async () => {
    const watcher = watch('nobody');
    expect(await watcher.nth(1)).toMatchObject({
      errors: [
        {
          path: ['bulkResumeProgress'],
          extensions: { code: 'JOB_NOT_FOUND', retryable: false, correlationId: expect.any(String) },
        },
      ],
    });
    expect(await watcher.ended).toBeUndefined();
  });

  test('ends when the client has left', async () => {
    const id = await startJob(2);
    const watcher = watch(id);
    await watcher.nth(1);
    expect(jobs.watching).toBe(1);
    watcher.leave();
    await until(() => jobs.watching === 0);
  });

  test('a fault ends it with a masked error, and the log has a line with the same id', async () => {
    const id = await startJob(2);
    const watcher = watch(id);
    await watcher.nth(1);
    jobs.fault = { watch: new Error('secret detail') };
    jobs.settle(id, 'RESUMED');
    const { errors } = await watcher.nth(2);
    expect(errors).toEqual([
      expect.objectContaining({
        message: 'Something failed inside the gateway.',
        extensions: expect.objectContaining({ code: 'INTERNAL_SERVER_ERROR' }),
      }),
    ]);
    expect(await watcher.ended).toBeUndefined();
    const { correlationId } = errors?.[0]?.extensions ?? {};
    const line = log.lines.find((one) => one.includes(String(correlationId))) ?? '';
    expect(line).toContain('"code":"INTERNAL_SERVER_ERROR"');
    expect(line).not.toContain('secret detail');
  });

  test('an error of the domain keeps its extensions', async () => {
    const id = await startJob(2);
    jobs.fault = { watch: new StreamError('STORE_UNAVAILABLE', { outcome: 'NOT_SENT' }) };
    expect(await watch(id).nth(1)).toMatchObject({
      errors: [{ extensions: { code: 'STORE_UNAVAILABLE', retryable: true, outcome: 'NOT_SENT' } }],
    });
  });
});

test('the typed document of the client is one of them', async () => {
  const id = await startJob(1);
  jobs.settle(id, 'RESUMED');
  const query = print(BulkResumeProgressDocument);
  const { url, token } = gateway;
  const watcher = WAYS['graphql-sse']({ url, token, query, variables: { id } });
  expect(await watcher.nth(1)).toMatchObject({
    data: { bulkResumeProgress: { id, state: 'FINISHED', finishedAt: expect.any(String) } },
  });
});

test('a subscription in an ordinary request is refused with a message that names the transports', async () => {
  const { status, body } = await gateway.post(PROGRESS, { id: 'x' });
  expect(status).toBe(400);
  expect(body.errors?.[0]).toMatchObject({
    message: 'Request a subscription with Accept: text/event-stream, or over WebSocket.',
    extensions: { code: 'BAD_REQUEST', retryable: false, correlationId: expect.any(String) },
  });
});

describe('a token that expires during a subscription', () => {
  let server: JwksServer;
  let guarded: TestGateway;
  beforeAll(async () => {
    server = await createJwksServer();
    const env = { AUTH_JWKS_URL: server.url, AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE };
    guarded = await startGateway(env, { bulkResumes: jobs });
  });
  afterAll(async () => {
    await guarded.close();
    await server.close();
  });

  /** A separate job for a token that is valid for one second. */
  async function watchBriefly(way: keyof typeof WAYS): Promise<Subscriber> {
    const exp = Math.floor(Date.now() / 1_000) + 2;
    const token = await server.mint({ claims: { exp } });
    const input = { domainName: 'push.example.com', streams: streams(1) };
    const { body } = await guarded.post(START, { input }, { authorization: `Bearer ${token}` });
    const { id } = (body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume;
    const watcher = WAYS[way]({ url: guarded.url, token, query: PROGRESS, variables: { id } });
    expect(await watcher.nth(1)).toMatchObject({ data: { bulkResumeProgress: { state: 'RUNNING' } } });
    return watcher;
  }

  test('ends an event stream with UNAUTHENTICATED', async () => {
    const watcher = await watchBriefly('graphql-sse');
    expect(await watcher.nth(2)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(await watcher.ended).toBeUndefined();
    expect(jobs.watching).toBe(0);
  });

  test('closes a WebSocket with 4403, upon which clients get a new token', async () => {
    const watcher = await watchBriefly('graphql-ws');
    expect(await watcher.ended).toMatchObject({ code: 4403, reason: 'The access token has expired' });
    await until(() => jobs.watching === 0);
  });
});
