import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { parse } from 'graphql';
import {
  type Results,
  type StreamedAnswer,
  type StreamedExecution,
} from '../../src/graphql/subscription/run.js';
import { createCors } from '../../src/http/cors.js';
import { type OnRefused, Refusal } from '../../src/http/refusal.js';
import { createSseEndpoint } from '../../src/http/sse.js';
import { type Streaming } from '../../src/http/streaming.js';
import { createWebSocketEndpoint } from '../../src/http/websocket.js';
import { createKeptLog } from '../support/log-lines.js';
import { openRawSocket } from '../support/raw-socket-client.js';

const free = (): void => undefined;
const SECRET = 'push.example.com/live/match-42';
const fail = (): never => {
  throw new TypeError(`cannot read ${SECRET}`);
};
/** An accepted query with its answer. */
const taken = (rootValue: StreamedAnswer): StreamedExecution => ({
  schema: {} as never,
  document: parse('{ __typename }'),
  rootValue,
});
const streaming: Streaming = {
  identify: () =>
    Promise.resolve({
      rateLimitKey: { subject: 'maya' },
      expiresAtMs: Infinity,
      caller: () => ({ subject: 'maya', claims: {} }),
    }),
  countConnection: free,
  watch: () => free,
  run: () => Promise.resolve(taken({ one: { data: {} } })),
};

let server: Server;
let url: string;
let log: ReturnType<typeof createKeptLog>;
let parts: { streaming: Streaming; checkOrigin: () => void };

beforeEach(async () => {
  log = createKeptLog();
  parts = { streaming: { ...streaming }, checkOrigin: free };
  const onRefused: OnRefused = (refused) => {
    log.logger.info(refused, 'request refused');
  };
  const shared = {
    streaming: parts.streaming,
    checkOrigin: () => {
      parts.checkOrigin();
    },
    onRefused,
  };
  const cors = createCors({ crossOrigin: () => undefined, check: free });
  const sse = createSseEndpoint({ ...shared, cors });
  const websocket = createWebSocketEndpoint({ ...shared, checkHost: free });
  server = createServer((request, response) => void sse.serve(request, response));
  server.on('upgrade', (request, socket, head) => {
    websocket.upgrade(request, socket, head);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Returns the message to the client, for each way in which an operation or a connection can end. */
const WAYS: Readonly<Record<string, () => Promise<string>>> = {
  'the operation of an event stream': async () => {
    parts.streaming.run = fail;
    return askBySse('POST');
  },
  'an event stream in the middle': async () => {
    parts.streaming.run = () => Promise.resolve(taken({ many: brokenResults() }));
    return askBySse('POST');
  },
  'an event stream before it begins': async () => {
    parts.checkOrigin = fail;
    return askBySse('GET');
  },
  'the operation of a WebSocket': async () => {
    parts.streaming.run = fail;
    return askByWebSocket();
  },
  'a WebSocket’s subscription in the middle': async () => {
    parts.streaming.run = () => Promise.resolve(taken({ many: brokenResults() }));
    return askByWebSocket();
  },
  'an upgrade': async () => {
    parts.checkOrigin = fail;
    const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
    socket.on('error', free);
    const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
    return (await answer.toArray()).join('');
  },
};

// eslint-disable-next-line @typescript-eslint/require-await -- it breaks before it has anything to wait for
async function* brokenResults(): Results {
  yield fail();
  return undefined;
}

async function askBySse(method: string): Promise<string> {
  const headers = { accept: 'text/event-stream', 'content-type': 'application/json' };
  const response = await fetch(`${url}?query={__typename}`, {
    method,
    headers,
    ...(method === 'POST' && { body: '{}' }),
  });
  return response.text();
}

async function askByWebSocket(): Promise<string> {
  const socket = await openRawSocket(url);
  socket.send({ type: 'connection_init' });
  await socket.read();
  socket.send({ id: '1', type: 'subscribe', payload: { query: '{ __typename }' } });
  return JSON.stringify(await socket.read());
}

describe('an internal error', () => {
  test.each(Object.keys(WAYS))('that ends %s is in the log, and masked in the answer', async (way) => {
    const answer = await WAYS[way]?.();
    expect(answer).toContain('"code":"INTERNAL_SERVER_ERROR"');
    expect(answer).not.toMatch(/TypeError|cannot read|match-42/);
    expect(log.lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        msg: 'request refused',
        code: 'INTERNAL_SERVER_ERROR',
        correlationId: expect.any(String),
        err: { type: 'TypeError', where: expect.arrayContaining([expect.stringContaining('test/http/')]) },
      }),
    ]);
    expect(log.lines.join('')).not.toContain(SECRET);
  });

  test('that ends a WebSocket before authentication is in the log, and its client receives a retryable close code', async () => {
    parts.streaming.countConnection = fail;
    const socket = await openRawSocket(url);
    socket.send({ type: 'connection_init' });
    expect(await socket.closed).toEqual({ code: 1013, reason: 'Try again later' });
    expect(log.lines).toEqual([
      expect.stringMatching(/"code":"INTERNAL_SERVER_ERROR","err":{"type":"TypeError"/),
    ]);
  });
});

test('a refusal is not an internal error: the log has only its code', async () => {
  parts.streaming.run = () => Promise.reject(new Refusal(400, 'No.'));
  await askBySse('POST');
  await askByWebSocket();
  expect(log.lines).toHaveLength(2);
  for (const line of log.lines) {
    expect(JSON.parse(line)).toMatchObject({ code: 'BAD_REQUEST', status: 400 });
    expect(line).not.toContain('"err"');
  }
});
