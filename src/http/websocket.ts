import { type IncomingMessage, STATUS_CODES } from 'node:http';
import { type Duplex } from 'node:stream';
import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL, handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { MAX_BODY_BYTES } from './body.js';
import { createCallerSlots } from './caller-slots.js';
import { JSON_HEADERS, toCorrelationId, valuesOf } from './headers.js';
import { type HostCheck } from './host.js';
import { type OriginCheck } from './origin.js';
import { type OnRefused, Refusal, refuse, toRefusalBody } from './refusal.js';
import { SocketConnection } from './socket-connection.js';
import { type Streaming } from './streaming.js';

export interface WebSocketOptions {
  readonly streaming: Streaming;
  readonly checkHost: HostCheck;
  readonly checkOrigin: OriginCheck;
  /** How often a client is asked whether it is there; who has not answered by the next time is not. Default 15 s. */
  readonly keepAliveMs?: number | undefined;
  /** How long a client may take to say who it is. Default 5 s. */
  readonly initWaitMs?: number | undefined;
  /** Open connections of one caller. Default 50. */
  readonly connectionsPerCaller?: number | undefined;
  readonly onRefused?: OnRefused | undefined;
}

/** GraphQL over WebSocket at /graphql, the protocol graphql-transport-ws of graphql-ws. */
export interface WebSocketEndpoint {
  /** For the server's event `upgrade`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every client that this replica goes away, and takes no more. */
  close(): void;
}

const KEEP_ALIVE_MS = 15_000;
const INIT_WAIT_MS = 5_000;
export const CONNECTIONS_PER_CALLER = 50;
const GOING_AWAY = 1001;
/** For the client's half of the goodbye. */
const FAREWELL_MS = 1_000;

export function createWebSocketEndpoint(options: WebSocketOptions): WebSocketEndpoint {
  const { streaming, checkHost, checkOrigin, onRefused } = options;
  const connections = createCallerSlots(options.connectionsPerCaller ?? CONNECTIONS_PER_CALLER);
  const server = new WebSocketServer({
    ...{ noServer: true, maxPayload: MAX_BODY_BYTES, perMessageDeflate: false, handleProtocols },
  });
  let isClosing = false;

  const check = (request: IncomingMessage): void => {
    const [path] = (request.url ?? '').split('?', 1);
    if (path !== '/graphql') throw new Refusal(404, 'WebSockets are opened at /graphql.');
    if (request.headers.upgrade?.toLowerCase() !== 'websocket')
      throw new Refusal(400, 'A connection becomes a WebSocket or nothing.');
    checkHost(request);
    checkOrigin(request);
    if (isClosing) throw new Refusal(503, 'This replica is about to end.');
  };

  const accept = (socket: WebSocket, request: IncomingMessage): void => {
    // What comes after it says `close`, which is all that is needed.
    socket.on('error', () => undefined);
    if (socket.protocol !== GRAPHQL_TRANSPORT_WS_PROTOCOL) {
      socket.close(CloseCode.SubprotocolNotAcceptable, 'Subprotocol not acceptable');
      return;
    }
    watch(socket, options.keepAliveMs ?? KEEP_ALIVE_MS);
    const authorization = valuesOf(request, 'authorization');
    const origin = { authorization, address: request.socket.remoteAddress ?? '' };
    const initWaitMs = options.initWaitMs ?? INIT_WAIT_MS;
    new SocketConnection(socket, origin, { streaming, connections, initWaitMs, onRefused });
  };

  return {
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      try {
        check(request);
      } catch (thrown) {
        const correlationId = toCorrelationId(request);
        const refusal = refuse(thrown, correlationId, onRefused);
        socket.end(toRawAnswer(refusal, correlationId), () => socket.destroy());
        return;
      }
      server.handleUpgrade(request, socket, head, accept);
    },
    close() {
      isClosing = true;
      for (const client of server.clients) client.close(GOING_AWAY, 'Going away');
      setTimeout(() => {
        for (const client of server.clients) client.terminate();
      }, FAREWELL_MS).unref();
    },
  };
}

function watch(socket: WebSocket, keepAliveMs: number): void {
  let isThere = true;
  const look = (): void => {
    if (!isThere) {
      socket.terminate();
      return;
    }
    isThere = false;
    socket.ping();
  };
  // After what has arrived is read: a process that stood still finds its timer first and the answer behind it.
  const timer = setInterval(() => setImmediate(look), keepAliveMs);
  socket.on('pong', () => {
    isThere = true;
  });
  socket.once('close', () => {
    clearInterval(timer);
  });
}

function toRawAnswer(refusal: Refusal, correlationId: string): string {
  const body = toRefusalBody(refusal, correlationId);
  const headers = {
    ...JSON_HEADERS,
    ...{ connection: 'close', 'content-length': Buffer.byteLength(body), 'x-correlation-id': correlationId },
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ''}\r\n${lines.join('')}\r\n${body}`;
}
