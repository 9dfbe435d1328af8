import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { parse } from 'graphql';
import { type Results, type StreamedAnswer } from '../../src/graphql/subscription/run.js';
import { createCors } from '../../src/http/cors.js';
import { type Identity } from '../../src/http/identity.js';
import { createOpenConnections, type OpenConnection } from '../../src/http/open-connections.js';
import { createSseEndpoint } from '../../src/http/sse.js';
import { type Streaming } from '../../src/http/streaming.js';
import { createWebSocketEndpoint } from '../../src/http/websocket.js';
import { StreamError } from '../../src/stream/errors.js';
import { openFrames } from '../support/raw-frames.js';

const MAYA = { subject: 'maya', claims: {} };
const free = (): void => undefined;
const MUTATION = { id: '1', type: 'subscribe', payload: { query: 'mutation { a }' } };

let server: Server;
let url: string;
let identity: Identity;
let watched: OpenConnection | undefined;
let runs: number;
let answer: () => StreamedAnswer;

const streaming: Streaming = {
  identify: () => Promise.resolve(identity),
  countConnection: free,
  watch: (connection) => {
    watched = connection;
    return () => {
      watched = undefined;
    };
  },
  run: () => {
    runs += 1;
    return Promise.resolve({
      schema: {} as never,
      document: parse('{ __typename }'),
      rootValue: answer(),
    });
  },
};

beforeEach(async () => {
  identity = { rateLimitKey: { subject: 'maya' }, expiresAtMs: Infinity, caller: () => MAYA };
  runs = 0;
  answer = () => ({ one: { data: {} } });
  const cors = createCors({ crossOrigin: () => undefined, check: free });
  const sse = createSseEndpoint({ streaming, checkOrigin: free, cors });
  const websocket = createWebSocketEndpoint({ streaming, checkOrigin: free, checkHost: free });
  server = createServer((request, response) => void sse.serve(request, response));
  server.on('upgrade', (request, socket, head) => {
    websocket.upgrade(request, socket, head);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterEach(() => {
  jest.useRealTimers();
  server.closeAllConnections();
  server.close();
});

describe('a WebSocket', () => {
  test.each(['expired', 'withdrawn'] as const)(
    'executes nothing after its token has %s, and is cut if its client ignores the close frame',
    async (reason) => {
      const client = await openFrames(url);
      client.text({ type: 'connection_init' });
      client.text(MUTATION);
      await until(() => runs === 1);
      watched?.end(reason);
      expect(await client.closeCode).toBe(4403);
      for (let count = 2; count < 50; count += 1) client.text({ ...MUTATION, id: String(count) });
      await client.ended;
      expect(runs).toBe(1);
      expect(watched).toBeUndefined();
    },
  );

  test('checks the token again for each operation', async () => {
    const client = await openFrames(url);
    client.text({ type: 'connection_init' });
    client.text(MUTATION);
    await until(() => runs === 1);
    identity = {
      ...identity,
      caller: () => {
        throw new StreamError('UNAUTHENTICATED');
      },
    };
    client.text({ ...MUTATION, id: '2' });
    expect(await client.closeCode).toBe(4403);
    expect(runs).toBe(1);
  });
});

describe('an event stream', () => {
  async function* endless(): Results {
    for (;;) {
      yield { data: { text: 'x'.repeat(1_000_000) } };
      await new Promise(setImmediate);
    }
  }

  test('that is not read is closed soon after its token has expired, and its results end', async () => {
    let isEnded = false;
    answer = () => ({
      many: (async function* () {
        try {
          return yield* endless();
        } finally {
          isEnded = true;
        }
      })(),
    });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.pause();
    const body = '{"query":"{ __typename }"}';
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\naccept: text/event-stream\r\n' +
        `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    await until(() => watched !== undefined);
    watched?.end('expired');
    await until(() => isEnded);
    expect(watched).toBeUndefined();
    socket.destroy();
  });
});

describe('the watch over open connections', () => {
  const connection = (end: OpenConnection['end'], expiresAtMs = Infinity): OpenConnection => ({
    authorization: ['Bearer a'],
    expiresAtMs,
    end,
  });

  test('fetches the key set every 60 s while a connection is open, and ends a connection whose key is withdrawn', async () => {
    jest.useFakeTimers();
    let isWithdrawn = false;
    const refreshKeys = jest.fn(() => Promise.resolve(true));
    const connections = createOpenConnections({
      onFault: free,
      refreshKeys,
      authenticate: () => {
        if (isWithdrawn) throw new StreamError('UNAUTHENTICATED');
        return MAYA;
      },
    });
    const end = jest.fn();
    await jest.advanceTimersByTimeAsync(120_000);
    expect(refreshKeys).toHaveBeenCalledTimes(0);
    const remove = connections.add(connection(end));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(refreshKeys).toHaveBeenCalledTimes(1);
    expect(end).not.toHaveBeenCalled();
    isWithdrawn = true;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(end).toHaveBeenCalledWith('withdrawn');
    remove();
    await jest.advanceTimersByTimeAsync(120_000);
    expect(refreshKeys).toHaveBeenCalledTimes(2);
  });

  test('keeps a connection while the keys cannot be fetched', async () => {
    jest.useFakeTimers();
    const connections = createOpenConnections({
      onFault: free,
      refreshKeys: () => Promise.resolve(false),
      authenticate: () => Promise.reject(new StreamError('UPSTREAM_UNAVAILABLE')),
    });
    const end = jest.fn();
    connections.add(connection(end));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(end).not.toHaveBeenCalled();
    connections.close();
  });

  test('ends a connection when its token expires', () => {
    jest.useFakeTimers();
    const connections = createOpenConnections({
      onFault: free,
      refreshKeys: () => Promise.resolve(true),
      authenticate: () => MAYA,
    });
    const end = jest.fn();
    connections.add(connection(end, Date.now() + 5_000));
    jest.advanceTimersByTime(4_999);
    expect(end).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(end).toHaveBeenCalledWith('expired');
    connections.close();
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
