import { randomUUID } from 'node:crypto';
import { CloseCode, type Context, type SubscribePayload } from 'graphql-ws';
import { type WebSocket } from 'ws';
import { type GraphqlErrors, type StreamedExecution, toGraphqlErrors } from '../graphql/subscription/run.js';
import { type CallerSlots } from './caller-slots.js';
import { cutAfter } from './end-connection.js';
import { isUnauthenticated } from './identity.js';
import { type OnRefused, refuse, toRefusalError } from './refusal.js';
import { type Streaming } from './streaming.js';

/** The information about the client in the upgrade request. */
export interface SocketOrigin {
  readonly authorization: readonly string[] | undefined;
  readonly address: string;
}

export interface SocketClientOptions {
  readonly streaming: Streaming;
  readonly slots: CallerSlots;
  readonly onAuthenticated: () => void;
  readonly onRefused?: OnRefused | undefined;
}

/** The close code "Try Again Later". The client may connect again, to this or another replica. */
const TRY_AGAIN_LATER = 1013;
const MAX_REASON_BYTES = 123;
/** How long a client may take to answer a close frame, in milliseconds. */
const CLOSE_WAIT_MS = 1_000;

/** A client of graphql-transport-ws: its token, its running operations, and the end of both. */
export class SocketClient {
  readonly #socket: WebSocket;
  readonly #address: string;
  readonly #options: SocketClientOptions;
  readonly #operations = new Map<string, AbortController>();
  readonly #cleanUps: (() => void)[] = [];
  #authorization: readonly string[] | undefined;
  #context: Context | undefined;

  constructor(socket: WebSocket, { authorization, address }: SocketOrigin, options: SocketClientOptions) {
    this.#socket = socket;
    this.#authorization = authorization;
    this.#address = address;
    this.#options = options;
  }

  /**
   * Handles `connection_init`.
   * @returns whether the client is authenticated; if not, the socket is closed
   */
  async connect(parameters: Readonly<Record<string, unknown>> | undefined): Promise<boolean> {
    const { streaming, slots, onAuthenticated } = this.#options;
    this.#authorization = authorizationIn(parameters) ?? this.#authorization;
    const authorization = this.#authorization;
    const identity = await streaming.identify(authorization, this.#address);
    try {
      streaming.countConnection(identity);
      identity.caller();
      this.#cleanUps.push(slots.take(identity.rateLimitKey));
    } catch (thrown) {
      this.#refuse(thrown);
      return false;
    }
    onAuthenticated();
    const { expiresAtMs } = identity;
    const end = (reason: 'expired' | 'withdrawn'): void => {
      const text = reason === 'expired' ? 'The access token has expired' : 'The access token is withdrawn';
      this.close(CloseCode.Forbidden, text);
    };
    this.#cleanUps.push(streaming.watch({ authorization, expiresAtMs, end }));
    if (this.#socket.readyState !== this.#socket.OPEN) this.dispose();
    return true;
  }

  /**
   * Runs an operation.
   * @returns its answer for graphql-ws, or the errors of a refusal
   */
  async subscribe(
    context: Context,
    id: string,
    payload: SubscribePayload,
  ): Promise<StreamedExecution | GraphqlErrors> {
    this.#context = context;
    const end = new AbortController();
    this.#operations.set(id, end);
    const correlationId = randomUUID();
    try {
      // The key of the token may have been withdrawn after the connection was opened.
      const identity = await this.#options.streaming.identify(this.#authorization, this.#address);
      checkCaller(identity.caller);
      const run = { correlationId, signal: end.signal };
      return await this.#options.streaming.run({ ...payload }, identity, run);
    } catch (thrown) {
      if (isUnauthenticated(thrown)) this.close(CloseCode.Forbidden, 'Forbidden');
      const refusal = refuse(thrown, correlationId, this.#options.onRefused);
      return toGraphqlErrors([toRefusalError(refusal, correlationId)]);
    }
  }

  /**
   * Aborts the operations that the client has completed. graphql-ws ends their results, but code that waits for
   * a result needs a signal.
   */
  abortCompleted(): void {
    const active = this.#context?.subscriptions ?? {};
    for (const [id, end] of this.#operations) {
      if (id in active) continue;
      end.abort();
      this.#operations.delete(id);
    }
  }

  /** Sends a message. Resolves when it has left the process, so that results wait for a client that reads slowly. */
  send(text: string): Promise<void> {
    if (this.#socket.readyState !== this.#socket.OPEN) return Promise.resolve();
    return new Promise((resolve) => {
      this.#socket.send(text, () => {
        resolve();
      });
    });
  }

  /** Sends a close frame, ends running operations, and cuts the connection if the client does not answer. */
  close(code: number, reason: string): void {
    // RFC 6455, section 5.5.1: a longer reason does not fit in a frame, and ws throws.
    this.#socket.close(code, Buffer.byteLength(reason) > MAX_REASON_BYTES ? '' : reason);
    this.dispose();
    cutAfter(this.#socket, CLOSE_WAIT_MS, () => {
      this.#socket.terminate();
    });
  }

  dispose(): void {
    for (const end of this.#operations.values()) end.abort();
    this.#operations.clear();
    for (const cleanUp of this.#cleanUps.splice(0)) cleanUp();
  }

  #refuse(thrown: unknown): void {
    const { code } = thrown as { readonly code?: unknown };
    // The log already contains the reason for a refused token.
    if (code !== 'UNAUTHENTICATED' && code !== 'UPSTREAM_UNAVAILABLE')
      refuse(thrown, randomUUID(), this.#options.onRefused);
    // If the token cannot be checked at the moment, or there are too many connections, a later attempt may
    // succeed.
    if (code === 'UNAUTHENTICATED') this.close(CloseCode.Forbidden, 'Forbidden');
    else this.close(TRY_AGAIN_LATER, 'Try again later');
  }
}

/**
 * Checks the token of a connection. A token that cannot be checked at the moment becomes an error of the
 * operation.
 * @throws the error of `caller` if the token is refused
 */
function checkCaller(caller: () => unknown): void {
  try {
    caller();
  } catch (thrown) {
    if (isUnauthenticated(thrown)) throw thrown;
  }
}

/**
 * Returns the Authorization value in the connection parameters. Browsers cannot set headers of a WebSocket, so
 * their clients use the parameters.
 */
function authorizationIn(parameters: Readonly<Record<string, unknown>> | undefined): string[] | undefined {
  const [, value] =
    Object.entries(parameters ?? {}).find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  if (value === undefined) return undefined;
  return [typeof value === 'string' ? value : ''];
}
