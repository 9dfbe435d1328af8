import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { createCallerSlots } from '../../src/http/caller-slots.js';
import { parse } from 'graphql';
import { EventWriter } from '../../src/http/event-writer.js';
import { type Identity } from '../../src/http/identity.js';
import { type Streaming } from '../../src/http/streaming.js';
import { createWebSocketEndpoint, type WebSocketOptions } from '../../src/http/websocket.js';
import { openRawSocket } from '../support/raw-socket-client.js';

const identity: Identity = {
  rateLimitKey: { subject: 'maya' },
  expiresAtMs: Infinity,
  caller: () => ({ subject: 'maya', claims: {} }),
};
/** Accepts every client and answers every operation with an empty result. */
const streaming: Streaming = {
  identify: () => Promise.resolve(identity),
  countConnection: () => undefined,
  watch: () => () => undefined,
  run: () =>
    Promise.resolve({
      schema: {} as never,
      document: parse('{ __typename }'),
      rootValue: { one: { data: {} } },
    }),
};

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function listen(): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

async function openEndpoint(options: Partial<WebSocketOptions>): Promise<string> {
  const free = (): void => undefined;
  const endpoint = createWebSocketEndpoint({ streaming, checkHost: free, checkOrigin: free, ...options });
  server = createServer();
  server.on('upgrade', (request, socket, head) => {
    endpoint.upgrade(request, socket, head);
  });
  return listen();
}

describe('a WebSocket', () => {
  test('whose client does not authenticate in time is closed with 4408', async () => {
    const socket = await openRawSocket(await openEndpoint({ initWaitMs: 5 }));
    expect(await socket.closed).toMatchObject({ code: 4408 });
  });

  test('whose client has disappeared is closed', async () => {
    const socket = await openRawSocket(await openEndpoint({ keepAliveMs: 5 }), { autoPong: false });
    expect(await socket.closed).toMatchObject({ code: 1006 });
  });

  test('whose client answers stays open', async () => {
    const url = await openEndpoint({ keepAliveMs: 150 });
    const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
    for (let pings = 0; pings < 5; pings += 1) await once(socket, 'ping');
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
  });

  test('above the limit of its caller is closed with 1013, and is accepted when another has ended', async () => {
    const url = await openEndpoint({ connectionsPerCaller: 1 });
    const open = async () => {
      const socket = await openRawSocket(url);
      socket.send({ type: 'connection_init' });
      return socket;
    };
    const first = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
    await once(first, 'open');
    first.send('{"type":"connection_init"}');
    await once(first, 'message');
    expect(await (await open()).closed).toMatchObject({ code: 1013 });
    first.close();
    await once(first, 'close');
    expect(await (await open()).read()).toEqual({ type: 'connection_ack' });
  });
});

describe('an event stream', () => {
  test('waits for a client that reads slowly, and stops waiting when the client has disconnected', async () => {
    let taken = 0;
    const { promise: ended, resolve: end } = Promise.withResolvers<undefined>();
    server = createServer((_request, response) => {
      const writer = new EventWriter(response, 'an-id');
      async function* events(): AsyncGenerator<string, void, undefined> {
        // A kernel buffers a few megabytes. A client that reads nothing must not receive hundreds.
        for (; taken < 100; taken += 1) {
          await writer.reserve();
          yield `event: next\ndata: "${'x'.repeat(1_000_000)}"\n\n`;
        }
      }
      void writer.write(events()).then(() => {
        end(undefined);
      });
    });
    const client = new AbortController();
    await fetch(await listen(), { signal: client.signal });
    for (let last = -1; last !== taken;) {
      last = taken;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(taken).toBeLessThan(100);
    client.abort();
    await ended;
  });

  test('buffers at most one result that its client has not read', async () => {
    const { promise: response, resolve } = Promise.withResolvers<ServerResponse>();
    server = createServer((_request, opened) => {
      resolve(opened);
    });
    const client = new AbortController();
    void fetch(await listen(), { signal: client.signal }).catch(() => undefined);
    const writer = new EventWriter(await response, 'an-id');
    await writer.reserve();
    let isReserved = false;
    const second = writer.reserve().then(() => {
      isReserved = true;
    });
    await new Promise(setImmediate);
    expect(isReserved).toBe(false);
    client.abort();
    await second;
  });
});

describe('the slots of a caller', () => {
  test('are returned once, also if this is repeated', () => {
    const slots = createCallerSlots(1);
    const giveBack = slots.take({ subject: 'maya' });
    expect(() => slots.take({ subject: 'maya' })).toThrow(/1 open at once/);
    slots.take({ subject: 'noor' });
    slots.take({ address: 'maya' });
    giveBack();
    giveBack();
    slots.take({ subject: 'maya' });
    expect(() => slots.take({ subject: 'maya' })).toThrow();
    server = createServer();
  });
});
