import { randomUUID } from 'node:crypto';
import { type GraphQLError, type GraphQLFormattedError } from 'graphql';
import { CloseCode, makeServer, type Server } from 'graphql-ws';
import { type RawData, type WebSocket } from 'ws';
import { type StreamedExecution } from '../graphql/subscription/run.js';
import { type CallerSlots } from './caller-slots.js';
import { findJsonExcess } from './json.js';
import { type OnRefused, refuse, type RefusalError, toRefusalError } from './refusal.js';
import { SocketClient, type SocketOrigin } from './socket-client.js';
import { type Streaming } from './streaming.js';

export interface SocketServerOptions {
  readonly streaming: Streaming;
  readonly slots: CallerSlots;
  readonly initWaitMs: number;
  readonly onRefused?: OnRefused | undefined;
}

export interface SocketServer {
  accept(socket: WebSocket, origin: SocketOrigin): void;
  /** Cuts the oldest sockets that are not authenticated, until at most `limit` are left. */
  keepPending(limit: number): void;
}

/**
 * The largest amount of unread data of a client, in bytes. A client that sends but does not read is then
 * disconnected.
 */
export const MAX_UNREAD_BYTES = 4 * 1024 * 1024;
/**
 * The largest number of messages of one connection per second, including pings. A client that reconnects sends
 * about 50 at once.
 */
export const MESSAGES_PER_SECOND = 200;
const WINDOW_MS = 1_000;
/** The close code "Unsupported Data" (RFC 6455, section 7.4.1). */
const UNSUPPORTED_DATA = 1003;
const POLICY_VIOLATION = 1008;
const INTERNAL_ERROR = 1011;

/**
 * Connects sockets to the server of graphql-ws, which implements the protocol. A frame of a client can end only
 * its own socket.
 */
export function createSocketServer(options: SocketServerOptions): SocketServer {
  const pending = new Set<WebSocket>();
  const protocol = createProtocol(options);
  return {
    keepPending(limit) {
      for (const socket of pending) {
        if (pending.size <= limit) return;
        pending.delete(socket);
        socket.terminate();
      }
    },
    accept(socket, origin) {
      // The event `close` follows, and handles the end.
      socket.on('error', () => undefined);
      const client = new SocketClient(socket, origin, {
        ...options,
        onAuthenticated: () => pending.delete(socket),
      });
      pending.add(socket);
      const closed = protocol.opened(
        {
          protocol: socket.protocol,
          send: (text) => client.send(text),
          close: (code, reason) => {
            client.close(code ?? CloseCode.Forbidden, reason ?? '');
          },
          onMessage: (handle) => {
            readMessages(socket, client, handle, options.onRefused);
          },
        },
        client,
      );
      socket.once('close', (code, reason) => {
        pending.delete(socket);
        client.dispose();
        closed(code, reason.toString()).catch((thrown: unknown) => {
          refuse(thrown, randomUUID(), options.onRefused);
        });
      });
    },
  };
}

/**
 * Returns the answer of an operation. It was already executed in `onSubscribe`, where a refusal becomes a
 * message of the protocol.
 */
function takeAnswer(execution: unknown): never {
  const { rootValue } = execution as StreamedExecution;
  return ('one' in rootValue ? rootValue.one : rootValue.many) as never;
}

function createProtocol({ initWaitMs, onRefused }: SocketServerOptions): Server<SocketClient> {
  return makeServer<Record<string, unknown>, SocketClient>({
    connectionInitWaitTimeout: initWaitMs,
    onConnect: ({ extra, connectionParams }) => extra.connect(connectionParams),
    onSubscribe: (context, id, payload) => context.extra.subscribe(context, id, payload),
    execute: takeAnswer,
    subscribe: takeAnswer,
    // Results are already formatted and masked. The library would format them again.
    onNext: (_context, _id, _payload, _args, result) => result as never,
    onError: (_context, _id, _payload, errors) => errors.map((error) => toFormatted(error, onRefused)),
  });
}

/** Formats errors. Errors of GraphQL are already formatted, but errors that a subscription threw are not. */
function toFormatted(
  error: GraphQLError,
  onRefused: OnRefused | undefined,
): RefusalError | GraphQLFormattedError {
  if (error.originalError === undefined) return error.toJSON();
  const correlationId = randomUUID();
  return toRefusalError(refuse(error.originalError, correlationId, onRefused), correlationId);
}

function readMessages(
  socket: WebSocket,
  client: SocketClient,
  handle: (text: string) => Promise<void>,
  onRefused: OnRefused | undefined,
): void {
  let windowEndsAtMs = 0;
  let count = 0;
  const isTooFast = (): boolean => {
    const nowMs = performance.now();
    if (nowMs >= windowEndsAtMs) {
      windowEndsAtMs = nowMs + WINDOW_MS;
      count = 0;
    }
    count += 1;
    return count > MESSAGES_PER_SECOND;
  };
  const read = async (data: RawData, isBinary: boolean): Promise<void> => {
    if (isBinary) client.close(UNSUPPORTED_DATA, 'Messages are text');
    else if (isTooFast()) client.close(POLICY_VIOLATION, 'Too many messages');
    else if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.terminate();
    else {
      const text = (data as Buffer).toString();
      if (findJsonExcess(text) !== undefined) client.close(CloseCode.BadRequest, 'Invalid message received');
      else {
        const handled = handle(text);
        // A `complete` message has now removed its operation.
        client.abortCompleted();
        await handled;
      }
    }
  };
  socket.on('message', (data, isBinary) => {
    // No message is handled after a close frame was sent, because the token may have expired.
    if (socket.readyState !== socket.OPEN) return;
    read(data, isBinary).catch((thrown: unknown) => {
      // graphql-ws throws for a message type that only a server may send.
      const isProtocolError =
        thrown instanceof Error && thrown.message.startsWith('Unexpected message of type');
      if (isProtocolError) client.close(CloseCode.BadRequest, 'Invalid message received');
      else {
        refuse(thrown, randomUUID(), onRefused);
        client.close(INTERNAL_ERROR, 'Internal error');
      }
    });
  });
}
