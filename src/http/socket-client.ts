import { randomUUID } from 'node:crypto';
import { CloseCode, type Context, type SubscribePayload } from 'graphql-ws';
import { type WebSocket } from 'ws';
import { type GraphqlErrors, type StreamedExecution, toGraphqlErrors } from '../graphql/subscription/run.js';
import { type CallerSlots } from './caller-slots.js';
import { cutAfter } from './end-connection.js';
import { isUnauthenticated } from './identity.js';
import { type OnRefused, refuse, toRefusalError } from './refusal.js';
import { type Streaming } from './streaming.js';

/** What the upgrade request contains about the client. */
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

/** The Service Restart family of RFC 6455: the client may come again, here or elsewhere. */
const TRY_AGAIN_LATER = 1013;
const MAX_REASON_BYTES = 123;
/** How long a client may take to answer a close frame. */
const CLOSE_WAIT_MS = 1_000;

/** One client of graphql-transport-ws: its token, its operations under way, and the end of both. */
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

  /** Handles `connection_init`. @returns whether the client is authenticated; where not, the socket is closed */
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

  /** Runs one operation. @returns its answer for graphql-ws, or why it was refused */
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
      // The key of the token may have been withdrawn since the connection was opened.
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

  /** Aborts operations that the client has completed. graphql-ws ends their results; what waits for one needs a signal. */
  abortCompleted(): void {
    const active = this.#context?.subscriptions ?? {};
    for (const [id, end] of this.#operations) {
      if (id in active) continue;
      end.abort();
      this.#operations.delete(id);
    }
  }

  /** Resolves when the message is on its way, so that results wait for a client that reads slowly. */
  send(text: string): Promise<void> {
    if (this.#socket.readyState !== this.#socket.OPEN) return Promise.resolve();
    return new Promise((resolve) => {
      this.#socket.send(text, () => {
        resolve();
      });
    });
  }

  /** Sends a close frame, ends what is under way, and cuts the connection of a client that does not answer. */
  close(code: number, reason: string): void {
    // RFC 6455, section 5.5.1: a longer reason does not fit a frame, and ws throws.
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
    // The log has the reason for a token that was not taken already.
    if (code !== 'UNAUTHENTICATED' && code !== 'UPSTREAM_UNAVAILABLE')
      refuse(thrown, randomUUID(), this.#options.onRefused);
    // A token that cannot be checked at the moment, or one connection too many, may be accepted later.
    if (code === 'UNAUTHENTICATED') this.close(CloseCode.Forbidden, 'Forbidden');
    else this.close(TRY_AGAIN_LATER, 'Try again later');
  }
}

/**
 * @throws what `caller` throws where the token is refused; a token that cannot be checked is an error of the operation
 */
function checkCaller(caller: () => unknown): void {
  try {
    caller();
  } catch (thrown) {
    if (isUnauthenticated(thrown)) throw thrown;
  }
}

/** Browsers cannot set headers of a WebSocket, so their clients put the header among the parameters. */
function authorizationIn(parameters: Readonly<Record<string, unknown>> | undefined): string[] | undefined {
  const [, value] =
    Object.entries(parameters ?? {}).find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  if (value === undefined) return undefined;
  return [typeof value === 'string' ? value : ''];
}
