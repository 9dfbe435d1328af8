import { once } from 'node:events';
import { type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { MemoryBulkResumes } from '../support/bulk-resumes.memory.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { RESUME } from '../support/queries.js';
import { openRawSocket, type RawSocket } from '../support/raw-socket-client.js';
import { subscribeByWebSocket } from '../support/subscribers.js';
import { DEMO_STREAM } from '../../src/emulator/demo-world.js';

let gateway: TestGateway;
const jobs = new MemoryBulkResumes();

beforeAll(async () => {
  gateway = await startGateway({}, { bulkResumes: jobs });
});
beforeEach(() => {
  gateway.emulator.reset();
});
afterAll(() => gateway.close());

const init = (token = gateway.token) => ({
  type: 'connection_init',
  payload: { authorization: `Bearer ${token}` },
});
const subscribe = (id: string, query: string, variables?: object) => ({
  id,
  type: 'subscribe',
  payload: { query, variables },
});

/** An authenticated connection. */
async function openSocket(): Promise<RawSocket> {
  const socket = await openRawSocket(gateway.url);
  socket.send(init());
  expect(await socket.read()).toEqual({ type: 'connection_ack' });
  return socket;
}

describe('a WebSocket', () => {
  test('also runs queries and mutations, with the same answers as other transports', async () => {
    const { url, token } = gateway;
    const mutation = subscribeByWebSocket({ url, token, query: RESUME, variables: { input: DEMO_STREAM } });
    expect(await mutation.nth(1)).toEqual({
      data: {
        resumeLiveStream: {
          requestId: gateway.emulator.calls()[0]?.requestId,
          stream: expect.objectContaining(DEMO_STREAM),
        },
      },
    });
    expect(await mutation.ended).toBeUndefined();
  });

  test('takes the token from the header if the parameters have none', async () => {
    const headers = { authorization: `Bearer ${gateway.token}` };
    const socket = await openRawSocket(gateway.url, { headers });
    socket.send({ type: 'connection_init' });
    expect(await socket.read()).toEqual({ type: 'connection_ack' });
  });

  test('answers pings', async () => {
    const socket = await openSocket();
    socket.send({ type: 'ping', payload: { n: 1 } });
    expect(await socket.read()).toEqual({ type: 'pong', payload: { n: 1 } });
  });

  test.each([
    ['a document too large', `{ ${'a: __typename '.repeat(40)} }`, {}, 'REQUEST_TOO_COMPLEX'],
    ['no GraphQL', '{', {}, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', 'subscription { nothing }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'variables that do not fit',
      'subscription ($id: ID!) { bulkResumeProgress(id: $id) { id } }',
      {},
      'BAD_USER_INPUT',
    ],
  ])('refuses %s, and goes on', async (_title, query, variables, code) => {
    const socket = await openSocket();
    socket.send(subscribe('1', query, variables));
    expect(await socket.read()).toEqual({
      id: '1',
      type: 'error',
      payload: [
        expect.objectContaining({
          extensions: expect.objectContaining({ code, retryable: false, correlationId: expect.any(String) }),
        }),
      ],
    });
    socket.send(subscribe('1', '{ __typename }'));
    expect(await socket.read()).toMatchObject({ id: '1', type: 'next', payload: { data: {} } });
  });

  test('allows 50 operations of one caller, over all connections', async () => {
    const { id } = await startJob();
    const progress = 'subscription ($id: ID!) { bulkResumeProgress(id: $id) { id } }';
    const [one, other] = [await openSocket(), await openSocket()];
    for (let n = 0; n < 50; n += 1) {
      one.send(subscribe(String(n), progress, { id }));
      expect(await one.read()).toMatchObject({ type: 'next' });
    }
    other.send(subscribe('1', progress, { id }));
    expect(await other.read()).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'RATE_LIMITED', retryable: true, outcome: 'NOT_SENT' } }],
    });
    one.send({ id: '0', type: 'complete' });
    // Later messages on the same connection are processed after that.
    one.send({ type: 'ping' });
    await one.read();
    other.send(subscribe('1', progress, { id }));
    expect(await other.read()).toMatchObject({ type: 'next' });
  });
});

async function startJob(): Promise<{ id: string }> {
  const streams = [{ appName: 'live', streamName: 'a' }];
  const query =
    'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id } } }';
  const { body } = await gateway.post(query, { input: { domainName: 'push.example.com', streams } });
  return (body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume;
}

describe('a WebSocket is closed', () => {
  const bad = 'x'.repeat(10);
  test.each<[string, number, (socket: RawSocket) => void]>([
    [
      'for a bad token',
      4403,
      (socket) => {
        socket.send(init(bad));
      },
    ],
    [
      'for no token',
      4403,
      (socket) => {
        socket.send({ type: 'connection_init' });
      },
    ],
    [
      'for a token that is no text',
      4403,
      (socket) => {
        socket.send({ type: 'connection_init', payload: { authorization: 7 } });
      },
    ],
    [
      'for an operation before it is known who asks',
      4401,
      (socket) => {
        socket.send(subscribe('1', '{ __typename }'));
      },
    ],
    [
      'for a second introduction',
      4429,
      (socket) => {
        socket.send(init());
        socket.send(init());
      },
    ],
    [
      'for what is no message',
      4400,
      (socket) => {
        socket.send('{');
      },
    ],
    [
      'for variables that are none',
      4400,
      (socket) => {
        socket.send(subscribe('1', '{ __typename }', [] as object));
      },
    ],
    [
      'for a message of the server’s',
      4400,
      (socket) => {
        socket.send({ type: 'connection_ack' });
      },
    ],
    [
      'for a message of more than 1 MiB',
      1009,
      (socket) => {
        socket.send('x'.repeat(2 ** 20 + 1));
      },
    ],
  ])('%s', async (_title, code, misbehave) => {
    const socket = await openRawSocket(gateway.url);
    misbehave(socket);
    expect(await socket.closed).toMatchObject({ code });
    expect(gateway.emulator.calls()).toEqual([]);
  });

  test('for two operations with one id', async () => {
    const { id } = await startJob();
    const socket = await openSocket();
    const progress = subscribe('1', 'subscription ($id: ID!) { bulkResumeProgress(id: $id) { id } }', { id });
    socket.send(progress);
    socket.send(progress);
    expect(await socket.closed).toMatchObject({ code: 4409 });
  });

  test('for an unsupported protocol', async () => {
    const socket = new WebSocket(gateway.url.replace('http', 'ws'), 'graphql-ws');
    const [fault] = (await once(socket, 'error')) as [Error];
    expect(fault.message).toMatch(/subprotocol/);
  });
});

describe('an upgrade is refused', () => {
  test.each([
    ['at another path', '/other', {}, 404],
    ['under another name', '/graphql', { host: 'evil.example.com' }, 421],
    ['from a foreign page', '/graphql', { origin: 'https://evil.example.com' }, 403],
    ['from a page without an origin', '/graphql', { origin: 'null' }, 403],
  ])('%s', async (_title, path, headers, status) => {
    const socket = new WebSocket(new URL(path, gateway.url).href.replace('http', 'ws'), { headers });
    socket.on('error', () => undefined);
    const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
    expect(answer.statusCode).toBe(status);
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-correlation-id': expect.any(String),
    });
    socket.terminate();
  });

  test.each(['http://localhost:5173', 'self'])('never from %s', async (origin) => {
    const { url } = gateway;
    const socket = await openRawSocket(url, { origin: origin === 'self' ? new URL(url).origin : origin });
    socket.send(init());
    expect(await socket.read()).toEqual({ type: 'connection_ack' });
  });

  test('to any protocol other than WebSocket is ignored, and the request is answered', async () => {
    const { host } = new URL(gateway.url);
    const headers = { connection: 'Upgrade', upgrade: 'h2c' };
    const { request } = await import('node:http');
    const asked = request(`http://${host}/health/live`, { headers }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(200);
    answer.resume();
  });
});

test('a replica that stops closes the connection with 1001', async () => {
  const leaving = await startGateway({}, { bulkResumes: jobs });
  const socket = await openRawSocket(leaving.url);
  socket.send(init(leaving.token));
  await socket.read();
  await leaving.close();
  expect(await socket.closed).toEqual({ code: 1001, reason: 'Going away' });
});
