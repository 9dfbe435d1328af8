import { type IncomingMessage, type ServerResponse } from 'node:http';
import { createHandler, type Handler, type Response } from 'graphql-sse';
import { createNegotiation, EVENT_STREAM, JSON_TYPES } from './accept.js';
import { readJsonBody } from './body.js';
import { type Cors } from './cors.js';
import { cutAfter } from './end-connection.js';
import { EventWriter } from './event-writer.js';
import { toCorrelationId, valuesOf } from './headers.js';
import { type Identity } from './identity.js';
import { parseJson } from './json.js';
import { type TokenEnd } from './open-connections.js';
import { type OriginRules } from './origin.js';
import { type OnRefused, Refusal, refuse, toRefusalError } from './refusal.js';
import { respondRefusal } from './respond.js';
import { isExecution, type Streaming } from './streaming.js';
import { parseSearch } from './target.js';

export interface SseOptions {
  readonly streaming: Streaming;
  readonly checkOrigin: OriginRules['check'];
  readonly cors: Cors;
  readonly onRefused?: OnRefused | undefined;
}

/**
 * GraphQL over Server-Sent Events: the distinct connections mode of graphql-sse, with the handler of this
 * library.
 */
export interface SseEndpoint {
  /** Checks whether the client prefers an event stream to JSON. */
  wants(request: IncomingMessage): boolean;
  /** Serves an event stream. Never rejects. */
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Ends every stream without `complete`, so that clients reconnect to another replica. */
  close(): void;
}

const toType = createNegotiation([...JSON_TYPES, EVENT_STREAM]);

/** A formatted result. */
type Result = object;

/** The data of one request that the hooks of graphql-sse need. */
interface Stream {
  readonly body: Readonly<Record<string, unknown>>;
  readonly identity: Identity;
  readonly isReadOnly: boolean;
  readonly correlationId: string;
  /** Aborts when the stream ends. Its reason is a Refusal if the stream ends with an error. */
  readonly signal: AbortSignal;
  readonly writer: EventWriter;
}

const ENDS: Readonly<Record<TokenEnd, Refusal>> = {
  expired: new Refusal(401, 'Your access token has expired.', { code: 'UNAUTHENTICATED' }),
  withdrawn: new Refusal(401, 'Your access token is withdrawn.', { code: 'UNAUTHENTICATED' }),
};
/** How long a client may take to read the last event, in milliseconds. */
const LAST_EVENT_MS = 1_000;

export function createSseEndpoint(options: SseOptions): SseEndpoint {
  const { streaming, checkOrigin, cors, onRefused } = options;
  const open = new Set<() => void>();

  /** Returns the results of an operation. A refusal is also a result, as the protocol requires. */
  async function* results({ body, identity, ...run }: Stream): AsyncGenerator<Result, undefined> {
    const { correlationId, signal } = run;
    try {
      const answer = await streaming.run(body, identity, run);
      if (!isExecution(answer)) yield { errors: answer.map((error) => error.toJSON()) };
      else if ('one' in answer.rootValue) yield answer.rootValue.one;
      else yield* answer.rootValue.many;
    } catch (thrown) {
      yield { errors: [toRefusalError(refuse(thrown, correlationId, onRefused), correlationId)] };
    }
    if (signal.reason instanceof Refusal) yield { errors: [toRefusalError(signal.reason, correlationId)] };
    return undefined;
  }

  const handler = createHandler<undefined, Stream>({
    // Streams are never reserved, because this endpoint does not support the single connection mode.
    authenticate: () => null,
    onSubscribe: ({ context }) => results(context) as never,
    // The queue of the library is unlimited, so each result waits until the previous one has left.
    onNext: async (_context, { context }) => context.writer.reserve(),
  });

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const correlationId = toCorrelationId(request);
    const isReadOnly = request.method === 'GET';
    if (isReadOnly) checkOrigin(request);
    const body = isReadOnly ? parseAddress(parseSearch(request)) : await readJsonBody(request);
    const authorization = valuesOf(request, 'authorization');
    const identity = await streaming.identify(authorization, request.socket.remoteAddress ?? '');
    // The client may disconnect while its token is checked, and the event `close` is not repeated.
    if (response.destroyed) return;
    const end = new AbortController();
    const writer = new EventWriter(response, correlationId);
    const stop = (): void => {
      writer.end();
      end.abort();
    };
    open.add(stop);
    const { expiresAtMs } = identity;
    const unwatch = streaming.watch({
      authorization,
      expiresAtMs,
      end: (reason) => {
        end.abort(ENDS[reason]);
        cutAfter(response, LAST_EVENT_MS, () => response.destroy());
      },
    });
    response.once('close', () => {
      end.abort();
    });
    try {
      const stream = { body, identity, isReadOnly, correlationId, signal: end.signal, writer };
      await writer.write(toEvents(await ask(handler, stream)));
    } finally {
      unwatch();
      open.delete(stop);
    }
  };

  return {
    wants({ method, headers: { accept } }) {
      if (method !== 'POST' && method !== 'GET') return false;
      return toType(accept) === EVENT_STREAM;
    },
    async serve(request, response) {
      try {
        cors.allow(request, response);
        await serve(request, response);
      } catch (thrown) {
        const correlationId = toCorrelationId(request);
        const refusal = refuse(thrown, correlationId, onRefused);
        if (response.headersSent) response.destroy();
        else respondRefusal(response, refusal, correlationId);
      }
    },
    close() {
      for (const stop of open) stop();
    },
  };
}

/** Calls the handler with a request that it always accepts, because the body is already checked. */
function ask(handler: Handler<undefined, Stream>, stream: Stream): Promise<Response> {
  const headers = new Map([
    ['accept', EVENT_STREAM],
    ['content-type', 'application/json'],
  ]);
  return handler({
    method: 'POST',
    url: '/graphql',
    headers,
    body: { query: '{ __typename }' },
    raw: undefined,
    context: stream,
  });
}

/**
 * Returns the events of an answer.
 * @throws Error if the handler refused the request, which is an internal error
 */
function toEvents([body]: Response): AsyncGenerator<string, void, undefined> {
  if (body === null || typeof body === 'string') throw new Error('graphql-sse refused the request');
  return body;
}

/**
 * Parses the query string of a GET request.
 * @throws Refusal 400
 */
function parseAddress(search: string): Record<string, unknown> {
  const parameters = new URLSearchParams(search);
  const json = (name: string): unknown => {
    const text = parameters.get(name);
    return text === null ? undefined : parseJson(text, `\`${name}\``);
  };
  return {
    query: parameters.get('query') ?? undefined,
    documentId: parameters.get('documentId') ?? undefined,
    operationName: parameters.get('operationName') ?? undefined,
    variables: json('variables'),
    extensions: json('extensions'),
  };
}
