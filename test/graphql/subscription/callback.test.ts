import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readCallback } from '../../../src/graphql/subscription/callback.js';
import { MemoryBulkResumes } from '../../support/bulk-resumes.memory.js';
import { startGateway, type TestGateway } from '../../support/gateway.js';
import { type HttpServer, serveHttp } from '../../support/http-server.js';

const ALLOWED = ['http://router.internal:4000/callback'];
const toExtensions = (callbackUrl: string, heartbeatIntervalMs?: unknown): object => ({
  subscription: { callbackUrl, subscriptionId: 's', verifier: 'v', heartbeatIntervalMs },
});

describe('the interval of heartbeats to a router', () => {
  test.each([
    [0, 0],
    [1, 1_000],
    [-5, 1_000],
    [30_000, 30_000],
    [4_294_967_296, 3_600_000],
    [Infinity, 5_000],
    [NaN, 5_000],
    ['1', 5_000],
    [undefined, 5_000],
  ])('is 0, or between a second and an hour: %p becomes %p ms', (asked, heartbeatMs) => {
    const callback = readCallback(toExtensions(`${ALLOWED[0]}/a`, asked), ALLOWED);
    expect(callback).toMatchObject({ url: `${ALLOWED[0]}/a`, heartbeatMs });
  });
});

describe('a callback address', () => {
  test.each(['/callback', '/callback/a', '/callback/a%20b', '/callback/./a'])('may be %s', (path) => {
    expect(readCallback(toExtensions(`http://router.internal:4000${path}`), ALLOWED)).toBeDefined();
  });

  test.each([
    '/callback/..%2fadmin',
    '/callback/%2e%2e/admin',
    '/callback/%2E%2E%2Fadmin',
    '/callback/..%5Cadmin',
    '/callback/../admin',
    '/callback-other',
    '/callback\\..\\admin',
    '/',
  ])('must not be %s, which may be decoded to another path', (path) => {
    expect(readCallback(toExtensions(`http://router.internal:4000${path}`), ALLOWED)).toBeUndefined();
  });
});

describe('a subscription by callback without a valid token', () => {
  let router: HttpServer;
  let gateway: TestGateway;
  let calls = 0;
  beforeAll(async () => {
    router = await serveHttp((_request, response) => {
      calls += 1;
      response.writeHead(204).end();
    });
    gateway = await startGateway(
      { SUBSCRIPTION_CALLBACKS: router.origin },
      { bulkResumes: new MemoryBulkResumes() },
    );
  });
  afterAll(async () => {
    await gateway.close();
    await router.close();
  });
  beforeEach(() => {
    calls = 0;
  });
  const ask = async (authorization: string): Promise<unknown> => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json;callbackSpec=1.0',
        authorization,
      },
      body: JSON.stringify({
        query: 'subscription { bulkResumeProgress(id: "x") { state } }',
        extensions: toExtensions(`${router.origin}/a`, 0),
      }),
    });
    return response.json();
  };

  test('does not call a router', async () => {
    expect(await ask('Bearer bad')).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(calls).toBe(0);
    // With a token, the same request calls the router first. This proves that the count above can fail.
    await ask(`Bearer ${gateway.token}`);
    expect(calls).toBeGreaterThan(0);
  });
});
