import { type IncomingMessage } from 'node:http';
import { type Duplex } from 'node:stream';
import { handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { MAX_BODY_BYTES } from './body.js';
import { createCallerSlots } from './caller-slots.js';
import { endWithAnswer } from './end-connection.js';
import { JSON_HEADERS, toCorrelationId, valuesOf } from './headers.js';
import { type HostCheck } from './host.js';
import { type OriginRules } from './origin.js';
import { type OnRefused, Refusal, refuse, toRefusalBody } from './refusal.js';
import { createSocketServer } from './socket-server.js';
import { type Streaming } from './streaming.js';
import { toTarget } from './target.js';

export interface WebSocketOptions {
  readonly streaming: Streaming;
  readonly checkHost: HostCheck;
  readonly checkOrigin: OriginRules['check'];
  /**
   * The interval of pings to a client, in milliseconds. If a client has not answered by the next ping, its
   * connection is closed. Default: 15 s.
   */
  readonly keepAliveMs?: number | undefined;
  /** How long a client may take to send `connection_init`, in milliseconds. Default: 5 s. */
  readonly initWaitMs?: number | undefined;
  /** The largest number of open connections of one caller. Default: 50. */
  readonly connectionsPerCaller?: number | undefined;
  readonly onRefused?: OnRefused | undefined;
}

/** GraphQL over WebSocket at /graphql: the protocol graphql-transport-ws, with the server of graphql-ws. */
export interface WebSocketEndpoint {
  /** Handles the event `upgrade` of the server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes every connection with 1001, and accepts no more. */
  close(): void;
}

const KEEP_ALIVE_MS = 15_000;
const INIT_WAIT_MS = 5_000;
export const CONNECTIONS_PER_CALLER = 50;
/**
 * The largest number of fragments of a message. Usual clients send a message in one frame. Each fragment is kept
 * until the message is complete, and needs more memory than its content.
 */
export const MAX_FRAGMENTS = 256;
/** The largest number of chunks of an incomplete frame: 1 MiB in the smallest TCP segments. */
const MAX_BUFFERED_CHUNKS = 4_096;
/**
 * The largest number of connections, of all clients, that are not authenticated. Above it, the oldest is closed.
 * A usual client authenticates immediately. Without this rule, a client that opens connections and sends nothing
 * could block all others.
 */
export const MAX_PENDING_SOCKETS = 1_000;
const GOING_AWAY = 1001;
/** How long a client may take to answer a close frame, in milliseconds. */
const CLOSE_WAIT_MS = 1_000;

export function createWebSocketEndpoint(options: WebSocketOptions): WebSocketEndpoint {
  const { streaming, checkHost, checkOrigin, onRefused } = options;
  const sockets = createSocketServer({
    streaming,
    slots: createCallerSlots(options.connectionsPerCaller ?? CONNECTIONS_PER_CALLER),
    initWaitMs: options.initWaitMs ?? INIT_WAIT_MS,
    onRefused,
  });
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_BODY_BYTES,
    maxFragments: MAX_FRAGMENTS,
    maxBufferedChunks: MAX_BUFFERED_CHUNKS,
    perMessageDeflate: false,
    handleProtocols,
  });
  let isClosing = false;

  const check = (request: IncomingMessage): void => {
    if (toTarget(request).path !== '/graphql') throw new Refusal(404, 'Open WebSockets at /graphql.');
    if (request.headers.upgrade?.toLowerCase() !== 'websocket')
      throw new Refusal(400, 'A connection can be upgraded only to a WebSocket.');
    checkHost(request);
    checkOrigin(request);
    if (isClosing) throw new Refusal(503, 'This replica accepts no more connections.');
  };

  const accept = (socket: WebSocket, request: IncomingMessage): void => {
    sockets.keepPending(MAX_PENDING_SOCKETS - 1);
    keepAlive(socket, options.keepAliveMs ?? KEEP_ALIVE_MS);
    sockets.accept(socket, {
      authorization: valuesOf(request, 'authorization'),
      address: request.socket.remoteAddress ?? '',
    });
  };

  return {
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      try {
        check(request);
        server.handleUpgrade(request, socket, head, accept);
      } catch (thrown) {
        const correlationId = toCorrelationId(request);
        const refusal = refuse(thrown, correlationId, onRefused);
        const headers = { ...JSON_HEADERS, 'x-correlation-id': correlationId };
        endWithAnswer(socket, refusal.status, headers, toRefusalBody(refusal, correlationId));
      }
    },
    close() {
      isClosing = true;
      for (const client of server.clients) client.close(GOING_AWAY, 'Going away');
      setTimeout(() => {
        for (const client of server.clients) client.terminate();
      }, CLOSE_WAIT_MS).unref();
    },
  };
}

/** Sends pings to a client, and ends the connection if the client does not answer. */
function keepAlive(socket: WebSocket, everyMs: number): void {
  let isThere = true;
  const ping = (): void => {
    if (!isThere) {
      socket.terminate();
      return;
    }
    isThere = false;
    if (socket.readyState === socket.OPEN) socket.ping();
  };
  // The check runs after received data is read. In a process that was stalled, the timer fires before the answer
  // of the client is read.
  const timer = setInterval(() => setImmediate(ping), everyMs);
  socket.on('pong', () => {
    isThere = true;
  });
  socket.once('close', () => {
    clearInterval(timer);
  });
}
