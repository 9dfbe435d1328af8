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
  /** How often a client is pinged. One that has not answered by the next ping is closed. Default 15 s. */
  readonly keepAliveMs?: number | undefined;
  /** How long a client may take until it has sent `connection_init`. Default 5 s. */
  readonly initWaitMs?: number | undefined;
  /** Open connections of one caller. Default 50. */
  readonly connectionsPerCaller?: number | undefined;
  readonly onRefused?: OnRefused | undefined;
}

/** GraphQL over WebSocket at /graphql: the protocol graphql-transport-ws, by the server of graphql-ws. */
export interface WebSocketEndpoint {
  /** For the server's event `upgrade`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes every connection with 1001, and takes no more. */
  close(): void;
}

const KEEP_ALIVE_MS = 15_000;
const INIT_WAIT_MS = 5_000;
export const CONNECTIONS_PER_CALLER = 50;
/** Clients send a message in one frame. Each fragment is kept until its message is whole, and costs more than it holds. */
export const MAX_FRAGMENTS = 256;
/** Pieces of a frame that has not arrived whole: 1 MiB in the smallest segments of TCP. */
const MAX_BUFFERED_CHUNKS = 4_096;
/**
 * Connections of all clients that have not been authenticated yet. The oldest makes room for the next: a client that
 * authenticates does it at once, and one that opens connections and stays silent could lock out all others.
 */
export const MAX_PENDING_SOCKETS = 1_000;
const GOING_AWAY = 1001;
/** How long a client may take to answer a close frame. */
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
    if (toTarget(request).path !== '/graphql') throw new Refusal(404, 'WebSockets are opened at /graphql.');
    if (request.headers.upgrade?.toLowerCase() !== 'websocket')
      throw new Refusal(400, 'A connection can be upgraded to a WebSocket only.');
    checkHost(request);
    checkOrigin(request);
    if (isClosing) throw new Refusal(503, 'This replica takes no more connections at the moment.');
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

/** Pings a client, and ends a connection whose client does not answer. */
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
  // The check comes after what has arrived is read: a process that was stalled finds its timer first, and the client's
  // answer behind it.
  const timer = setInterval(() => setImmediate(ping), everyMs);
  socket.on('pong', () => {
    isThere = true;
  });
  socket.once('close', () => {
    clearInterval(timer);
  });
}
