import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { OPERATIONS_PER_CALLER } from '../../src/http/streaming.js';
import { until } from '../emulator/support/until.js';
import { MemoryBulkResumes } from '../support/bulk-resumes.memory.js';
import { type GraphqlAnswer, startGateway, type TestGateway } from '../support/gateway.js';
import { type HttpServer, serveHttp } from '../support/http-server.js';
import { EVENTS, FORBID, RESUME, type ShownEvent } from '../support/live-events.js';

const PROGRESS = 'subscription ($id: ID!) { bulkResumeProgress(id: $id) { state resumed } }';
const START =
  'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id } } }';

interface Call {
  readonly path: string;
  readonly protocol: unknown;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The router in the HTTP callback protocol. It stores the messages that it receives. */
const calls: Call[] = [];
let isListening = true;
let router: HttpServer;
let origin: string;
let gateway: TestGateway;
const jobs = new MemoryBulkResumes();

beforeAll(async () => {
  router = await serveHttp((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const protocol = request.headers['subscription-protocol'];
      calls.push({ path: request.url ?? '', protocol, body: JSON.parse(text) as Call['body'] });
      response.writeHead(isListening ? 204 : 404, { 'subscription-protocol': 'callback/1.0' }).end();
    });
  });
  ({ origin } = router);
  gateway = await startGateway({ SUBSCRIPTION_CALLBACKS: `${origin}/callback` }, { bulkResumes: jobs });
});
beforeEach(() => {
  calls.length = 0;
  isListening = true;
});
afterAll(async () => {
  await gateway.close();
  await router.close();
});

async function startJob(): Promise<string> {
  const streams = ['a', 'b'].map((streamName) => ({ appName: 'live', streamName }));
  const { body } = await gateway.post(START, { input: { domainName: 'push.example.com', streams } });
  return (body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume.id;
}

/** Subscribes like Apollo Router in callback mode. */
async function ask(
  id: string,
  callbackUrl: string,
  to = gateway,
  request: object = { query: PROGRESS, variables: { id } },
): Promise<{ status: number; text: string }> {
  const subscription = { callbackUrl, subscriptionId: 'sub-1', verifier: 'v-1', heartbeatIntervalMs: 0 };
  const response = await fetch(to.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json;callbackSpec=1.0',
      authorization: `Bearer ${to.token}`,
    },
    body: JSON.stringify({ ...request, extensions: { subscription } }),
  });
  return { status: response.status, text: await response.text() };
}

describe('a router with a callback URL', () => {
  test('gets a check, a response, each change, and a message when the subscription is complete', async () => {
    const id = await startJob();
    const answer = await ask(id, `${origin}/callback/sub-1`);
    expect(answer).toEqual({ status: 200, text: '{"data":null}\n' });
    await until(() => calls.length === 2);
    jobs.settle(id, 'RESUMED');
    await until(() => calls.length === 3);
    jobs.settle(id, 'RESUMED');
    await until(() => calls.length === 5);
    const told = { path: '/callback/sub-1', protocol: 'callback/1.0' };
    const body = { kind: 'subscription', id: 'sub-1', verifier: 'v-1' };
    const next = (job: object) => ({
      ...told,
      body: { ...body, action: 'next', payload: { data: { bulkResumeProgress: job } } },
    });
    expect(calls).toEqual([
      { ...told, body: { ...body, action: 'check' } },
      next({ state: 'RUNNING', resumed: 0 }),
      next({ state: 'RUNNING', resumed: 1 }),
      next({ state: 'FINISHED', resumed: 2 }),
      { ...told, body: { ...body, action: 'complete' } },
    ]);
  });

  test('gets the missed events of a stream first, and then new events', async () => {
    const stream = { domainName: 'push.example.com', appName: 'live', streamName: 'of-a-router' };
    const watch = (after?: string) =>
      ask('', `${origin}/callback/sub-1`, gateway, { query: EVENTS, variables: { ...stream, after } });
    const told = (): ShownEvent[] =>
      calls.flatMap(({ body }) => {
        const { data } = (body['payload'] ?? {}) as GraphqlAnswer;
        return data ? [data['liveStreamEvents'] as ShownEvent] : [];
      });
    await watch();
    await gateway.post(FORBID, { input: stream });
    await until(() => told().length === 1);
    expect(told()[0]).toMatchObject({
      kind: 'FORBIDDEN',
      source: 'GATEWAY',
      stream: { streamName: 'of-a-router' },
    });
    isListening = false;
    await gateway.post(RESUME, { input: stream });
    await until(() => told().length === 2);
    isListening = true;
    const [forbidden, resumed] = told();
    calls.length = 0;
    await watch(forbidden?.id);
    await until(() => told().length === 1);
    expect(told()).toEqual([resumed]);
    expect(resumed).toMatchObject({ kind: 'RESUMED' });
    isListening = false;
    await gateway.post(FORBID, { input: stream });
    await until(() => told().length === 2);
  });

  test('gets the same masked errors as any other response', async () => {
    await ask('nobody', `${origin}/callback/sub-1`);
    await until(() => calls.length === 3);
    expect(calls[1]?.body).toMatchObject({
      action: 'next',
      payload: { errors: [{ extensions: { code: 'JOB_NOT_FOUND', correlationId: expect.any(String) } }] },
    });
  });

  test('gets no more messages after it has gone away', async () => {
    const id = await startJob();
    await ask(id, `${origin}/callback/sub-1`);
    await until(() => jobs.watching === 1);
    isListening = false;
    jobs.settle(id, 'RESUMED');
    await until(() => jobs.watching === 0);
  });

  test('that does not answer gets an error, and the subscription does not start', async () => {
    isListening = false;
    const { text } = await ask(await startJob(), `${origin}/callback/sub-1`);
    expect(text).toContain('The callback URL of the subscription does not answer.');
    expect(jobs.watching).toBe(0);
  });

  test.each([
    ['another path', () => `${origin}/other`],
    ['a path that leads elsewhere', () => `${origin}/callback/../other`],
    ['a path that only begins alike', () => `${origin}/callback-other`],
    ['another host', () => 'http://127.0.0.1:9/callback/sub-1'],
    ['a host behind a user name', () => `${origin}@127.0.0.1:9/callback/`],
    ['what is no address', () => 'callback'],
  ])('is never called at %s', async (_title, toUrl) => {
    const { status, text } = await ask(await startJob(), toUrl());
    expect(status).toBe(400);
    expect(text).toContain('"code":"BAD_REQUEST"');
    expect(calls).toEqual([]);
  });

  test('is never called if no callback is configured', async () => {
    const plain = await startGateway({}, { bulkResumes: jobs });
    expect((await ask(await startJob(), `${origin}/callback/sub-1`, plain)).status).toBe(400);
    expect(calls).toEqual([]);
    await plain.close();
  });

  test('shares the limit of subscriptions of a caller, and can start one more when one has ended', async () => {
    const [first = '', ...others] = await Promise.all(
      Array.from({ length: OPERATIONS_PER_CALLER }, () => startJob()),
    );
    const watched = await Promise.all([first, ...others].map((id) => ask(id, `${origin}/callback/sub-1`)));
    expect(new Set(watched.map(({ text }) => text))).toEqual(new Set(['{"data":null}\n']));
    await until(() => jobs.watching === OPERATIONS_PER_CALLER);
    calls.length = 0;
    const { status, text } = await ask(first, `${origin}/callback/sub-1`);
    expect({ status, calls }).toEqual({ status: 200, calls: [] });
    expect(JSON.parse(text)).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'RATE_LIMITED', retryable: true, outcome: 'NOT_SENT' } }],
    });
    jobs.settle(first, 'RESUMED');
    jobs.settle(first, 'RESUMED');
    await until(() => calls.some(({ body }) => body['action'] === 'complete'));
    await until(() => jobs.watching === OPERATIONS_PER_CALLER - 1);
    expect((await ask(others[0] ?? '', `${origin}/callback/sub-1`)).text).toBe('{"data":null}\n');
  });
});
