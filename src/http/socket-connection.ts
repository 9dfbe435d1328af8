import { randomUUID } from 'node:crypto';
import {
  CloseCode,
  type ConnectionInitMessage,
  MessageType,
  parseMessage,
  type SubscribeMessage,
} from 'graphql-ws';
import { type RawData, type WebSocket } from 'ws';
import { type CallerSlots } from './caller-slots.js';
import { isNestedTooDeep } from './json.js';
import { type OnRefused, refuse, toRefusalBody } from './refusal.js';
import { type Peer, type Streaming } from './streaming.js';
import { atTokenEnd } from './token-end.js';

export interface SocketConnectionOptions {
  readonly streaming: Streaming;
  readonly connections: CallerSlots;
  /** For the initialisation. */
  readonly initWaitMs: number;
  readonly onRefused?: OnRefused | undefined;
}

/** What the upgrade said of the client. */
export interface SocketOrigin {
  readonly authorization: readonly string[] | undefined;
  readonly address: string;
}

/** RFC 6455 and its registry: come again, here or elsewhere. */
const TRY_AGAIN_LATER = 1013;
/** A client that asks and does not read is cut off with this much unread. */
export const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

/** One client of the protocol graphql-transport-ws: reads its messages, runs its operations, sends what they give. */
export class SocketConnection {
  readonly #socket: WebSocket;
  readonly #origin: SocketOrigin;
  readonly #options: SocketConnectionOptions;
  readonly #operations = new Map<string, AbortController>();
  readonly #cleanUps: (() => void)[] = [];
  #isInitialising = false;
  #peer: Peer | undefined;

  constructor(socket: WebSocket, origin: SocketOrigin, options: SocketConnectionOptions) {
    this.#socket = socket;
    this.#origin = origin;
    this.#options = options;
    const wait = setTimeout(() => {
      if (this.#peer === undefined)
        socket.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout');
    }, options.initWaitMs);
    this.#cleanUps.push(() => {
      clearTimeout(wait);
    });
    socket.on('message', (data) => {
      this.#read(data).catch((thrown: unknown) => {
        refuse(thrown, randomUUID(), options.onRefused);
        socket.terminate();
      });
    });
    socket.once('close', () => {
      for (const end of this.#operations.values()) end.abort();
      for (const cleanUp of this.#cleanUps) cleanUp();
    });
  }

  async #read(data: RawData): Promise<void> {
    if (this.#socket.bufferedAmount > MAX_UNREAD_BYTES) {
      this.#socket.terminate();
      return;
    }
    let message: ReturnType<typeof parseMessage>;
    try {
      const text = (data as Buffer).toString();
      if (isNestedTooDeep(text)) throw new Error('nested too deep');
      message = parseMessage(text);
    } catch {
      this.#socket.close(CloseCode.BadRequest, 'Invalid message received');
      return;
    }
    if (message.type === MessageType.ConnectionInit) await this.#initialise(message);
    else if (message.type === MessageType.Ping)
      await this.#send({ type: MessageType.Pong, ...(message.payload && { payload: message.payload }) });
    else if (message.type === MessageType.Subscribe) await this.#subscribe(message);
    else if (message.type === MessageType.Complete) {
      this.#operations.get(message.id)?.abort();
      this.#operations.delete(message.id);
    } else if (message.type !== MessageType.Pong)
      this.#socket.close(CloseCode.BadRequest, 'Invalid message received');
  }

  async #initialise({ payload }: ConnectionInitMessage): Promise<void> {
    if (this.#isInitialising) {
      this.#socket.close(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests');
      return;
    }
    this.#isInitialising = true;
    const { streaming, connections, onRefused } = this.#options;
    const authorization = authorizationIn(payload) ?? this.#origin.authorization;
    const peer = await streaming.identify(authorization, this.#origin.address);
    try {
      await streaming.count(peer);
      peer.caller();
      this.#cleanUps.push(connections.take(peer.sender));
    } catch (thrown) {
      const { code } = thrown as { readonly code?: unknown };
      // Why a token is not taken is in the log already.
      if (code !== 'UNAUTHENTICATED' && code !== 'UPSTREAM_UNAVAILABLE')
        refuse(thrown, randomUUID(), onRefused);
      // A token that cannot be checked at the moment, or one caller too often, may be fine later.
      if (code === 'UNAUTHENTICATED') this.#socket.close(CloseCode.Forbidden, 'Forbidden');
      else this.#socket.close(TRY_AGAIN_LATER, 'Try again later');
      return;
    }
    if (this.#socket.readyState !== this.#socket.OPEN) {
      for (const cleanUp of this.#cleanUps) cleanUp();
      return;
    }
    const expiry = atTokenEnd(peer.expiresAtMs, () => {
      this.#socket.close(CloseCode.Forbidden, 'The access token has expired');
    });
    this.#cleanUps.push(() => {
      expiry.cancel();
    });
    this.#peer = peer;
    await this.#send({ type: MessageType.ConnectionAck });
  }

  async #subscribe({ id, payload }: SubscribeMessage): Promise<void> {
    const peer = this.#peer;
    if (peer === undefined) {
      this.#socket.close(CloseCode.Unauthorized, 'Unauthorized');
      return;
    }
    if (this.#operations.has(id)) {
      this.#socket.close(CloseCode.SubscriberAlreadyExists, 'Subscriber already exists');
      return;
    }
    const end = new AbortController();
    this.#operations.set(id, end);
    try {
      await this.#run(id, { ...payload }, peer, end.signal);
    } finally {
      if (this.#operations.get(id) === end) this.#operations.delete(id);
    }
  }

  async #run(id: string, body: Record<string, unknown>, peer: Peer, signal: AbortSignal): Promise<void> {
    const correlationId = randomUUID();
    try {
      const answer = await this.#options.streaming.run(body, peer, { correlationId, signal });
      if ('one' in answer && answer.one.data === undefined) {
        if (!signal.aborted) await this.#send({ id, type: MessageType.Error, payload: answer.one.errors });
        return;
      }
      for await (const result of 'one' in answer ? [answer.one] : answer.many) {
        if (signal.aborted) return;
        await this.#send({ id, type: MessageType.Next, payload: result });
      }
      if (!signal.aborted) await this.#send({ id, type: MessageType.Complete });
    } catch (thrown) {
      const refusal = refuse(thrown, correlationId, this.#options.onRefused);
      const { errors } = JSON.parse(toRefusalBody(refusal, correlationId)) as { errors: unknown };
      if (!signal.aborted) await this.#send({ id, type: MessageType.Error, payload: errors });
    }
  }

  /** Resolves when it is on its way, or when nobody is there any more. */
  #send(message: object): Promise<void> {
    if (this.#socket.readyState !== this.#socket.OPEN) return Promise.resolve();
    return new Promise((resolve) => {
      this.#socket.send(JSON.stringify(message), () => {
        resolve();
      });
    });
  }
}

/** Browsers cannot set headers of a WebSocket: their clients put the header among the parameters. */
function authorizationIn(payload: Readonly<Record<string, unknown>> | undefined): string[] | undefined {
  const [, value] =
    Object.entries(payload ?? {}).find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  if (value === undefined) return undefined;
  return [typeof value === 'string' ? value : ''];
}
