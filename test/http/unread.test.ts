import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { parse } from 'graphql';
import { WebSocket } from 'ws';
import { EventWriter } from '../../src/http/event-writer.js';
import { respond } from '../../src/http/respond.js';
import { MAX_UNREAD_BYTES } from '../../src/http/socket-server.js';
import { type Streaming } from '../../src/http/streaming.js';
import { createWebSocketEndpoint } from '../../src/http/websocket.js';

/** More bytes than the buffers of the two sockets hold, so that the process buffers the rest. */
const LARGE = 'x'.repeat(32 * 1024 * 1024);
const UNREAD_MS = 30_000;

let server: Server;
let client: Socket;
beforeEach(() => {
  server = createServer();
});
afterEach(() => {
  jest.useRealTimers();
  client.destroy();
  server.closeAllConnections();
  server.close();
});

async function listen(): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Sends a request and does not read the answer. */
async function askWithoutReading(): Promise<ServerResponse> {
  const port = await listen();
  const asked = once(server, 'request') as Promise<[unknown, ServerResponse]>;
  client = connect(port, '127.0.0.1');
  client.on('error', () => undefined);
  client.pause();
  client.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
  const [, response] = await asked;
  return response;
}

describe('data that a client leaves unread for 30 s closes its connection', () => {
  test.each<[string, (response: ServerResponse) => void]>([
    [
      'an answer',
      (response) => {
        respond(response, 200, LARGE, 'correlation-id');
      },
    ],
    [
      'an event',
      (response) => {
        void new EventWriter(response, 'correlation-id').write(oneEvent());
      },
    ],
  ])('%s', async (_what, send) => {
    const response = await askWithoutReading();
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    send(response);
    // The event is written in a later turn of the event loop.
    for (let turns = 0; turns < 20; turns += 1) await new Promise(setImmediate);
    jest.advanceTimersByTime(UNREAD_MS - 1);
    expect(response.destroyed).toBe(false);
    jest.advanceTimersByTime(1);
    expect(response.destroyed).toBe(true);
  });
});

test('the time of an answer that waited for an earlier one of its connection starts at its turn', async () => {
  const first = await askWithoutReading();
  const asked = once(server, 'request') as Promise<[unknown, ServerResponse]>;
  client.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
  const [, second] = await asked;
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  respond(second, 200, LARGE, 'correlation-id');
  // The client cannot read the answer while it waits for its turn.
  jest.advanceTimersByTime(UNREAD_MS);
  expect(second.destroyed).toBe(false);
  respond(first, 200, '{}', 'correlation-id');
  for (let turns = 0; turns < 20; turns += 1) await new Promise(setImmediate);
  jest.advanceTimersByTime(UNREAD_MS);
  expect(second.destroyed).toBe(true);
});

async function* oneEvent(): AsyncGenerator<string, undefined, undefined> {
  await Promise.resolve();
  yield `event: next\ndata: ${LARGE}\n\n`;
  return undefined;
}

test('a WebSocket that continues to send with too much unread data is cut', async () => {
  let asked = 0;
  const streaming: Streaming = {
    identify: () =>
      Promise.resolve({
        rateLimitKey: { subject: 'maya' },
        expiresAtMs: Infinity,
        caller: () => ({ subject: 'maya', claims: {} }),
      }),
    countConnection: () => undefined,
    watch: () => () => undefined,
    run: () => {
      asked += 1;
      return Promise.resolve({
        schema: {} as never,
        document: parse('{ __typename }'),
        rootValue: { one: { data: { text: LARGE } } },
      });
    },
  };
  const free = (): void => undefined;
  const endpoint = createWebSocketEndpoint({ streaming, checkHost: free, checkOrigin: free });
  server.on('upgrade', (...upgrade) => {
    endpoint.upgrade(...upgrade);
  });
  const port = await listen();
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  const [connection] = await accepted;
  client = connection;
  const cut = once(connection, 'close');
  socket.on('error', () => undefined);
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  socket.pause();
  const ask = (id: string): void => {
    socket.send(JSON.stringify({ type: 'subscribe', id, payload: { query: '{ __typename }' } }));
  };
  ask('1');
  while (connection.writableLength <= MAX_UNREAD_BYTES) await new Promise(setImmediate);
  ask('2');
  await cut;
  expect(asked).toBe(1);
  socket.terminate();
});
