import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { MESSAGES_PER_SECOND } from '../../src/http/socket-server.js';
import { type Streaming } from '../../src/http/streaming.js';
import { createWebSocketEndpoint, MAX_FRAGMENTS, MAX_PENDING_SOCKETS } from '../../src/http/websocket.js';
import { type FrameSocket, openFrames } from '../support/raw-frames.js';

/** Accepts every client. These tests start no operation. */
const streaming: Streaming = {
  identify: () =>
    Promise.resolve({
      rateLimitKey: { subject: 'maya' },
      expiresAtMs: Infinity,
      caller: () => ({ subject: 'maya', claims: {} }),
    }),
  countConnection: () => undefined,
  watch: () => () => undefined,
  run: () => Promise.reject(new Error('no operation was sent')),
};

let server: Server;
let url: string;
beforeEach(async () => {
  const free = (): void => undefined;
  // A test may take longer than the time that clients have to authenticate.
  const endpoint = createWebSocketEndpoint({
    streaming,
    checkHost: free,
    checkOrigin: free,
    initWaitMs: 600_000,
  });
  server = createServer();
  server.on('upgrade', (...asked) => {
    endpoint.upgrade(...asked);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
const open: FrameSocket[] = [];
afterEach(() => {
  for (const { socket } of open.splice(0)) socket.destroy();
  server.closeAllConnections();
  server.close();
});

async function connect(): Promise<FrameSocket> {
  const client = await openFrames(url);
  open.push(client);
  return client;
}

test('a WebSocket that sends too many messages in a second, including pings, is closed with 1008', async () => {
  const client = await connect();
  client.text({ type: 'connection_init' });
  // In one write, and twice the limit of a second, in case a new second starts in between.
  client.socket.cork();
  for (let sent = 0; sent < 2 * MESSAGES_PER_SECOND; sent += 1) client.text({ type: 'ping' });
  client.socket.uncork();
  expect(await client.closeCode).toBe(1008);
});

test('a WebSocket that sends the largest number of messages stays open', async () => {
  const client = await connect();
  client.text({ type: 'connection_init' });
  for (let sent = 1; sent < MESSAGES_PER_SECOND; sent += 1) client.text({ type: 'ping' });
  // A protocol ping is answered after all earlier messages.
  client.frame(9, 'last');
  const answer = await Promise.race([client.closeCode, pongOf(client)]);
  expect(answer).toBe('pong');
});

test('a WebSocket that sends a binary message is closed with 1003', async () => {
  const client = await connect();
  client.frame(2, Buffer.from('{"type":"connection_init"}'));
  expect(await client.closeCode).toBe(1003);
});

test('the number of unauthenticated WebSockets is limited, and the oldest is closed for a new one', async () => {
  const pending: FrameSocket[] = [];
  while (pending.length < MAX_PENDING_SOCKETS) {
    const more = Math.min(100, MAX_PENDING_SOCKETS - pending.length);
    pending.push(...(await Promise.all(Array.from({ length: more }, connect))));
  }
  const [authenticated, oldest, second] = pending;
  authenticated?.text({ type: 'connection_init' });
  await once(authenticated?.socket ?? server, 'data');
  // It takes the place of the connection that has authenticated.
  await connect();
  await connect();
  await oldest?.ended;
  expect(authenticated?.socket.readyState).toBe('open');
  expect(second?.socket.readyState).toBe('open');
});

test('a WebSocket message with too many fragments closes the connection with 1008', async () => {
  const client = await connect();
  client.socket.cork();
  client.frame(1, '"', false);
  for (let sent = 0; sent < 2 * MAX_FRAGMENTS; sent += 1) client.frame(0, 'x', false);
  client.socket.uncork();
  expect(await client.closeCode).toBe(1008);
});

async function pongOf({ socket }: FrameSocket): Promise<string> {
  for (;;) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    if (chunk.includes(Buffer.from('last'))) return 'pong';
  }
}
