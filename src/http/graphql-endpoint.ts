import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type GraphqlContext } from '../graphql/context.js';
import { type GraphqlHttpResponse, type GraphqlServer } from '../graphql/server.js';
import { createNegotiation, JSON_TYPES } from './accept.js';
import { discardBody, readJsonBody } from './body.js';
import { type CallerLimits, chargeRequest, refuseFlood } from './caller-limit.js';
import { type CallerSlots } from './caller-slots.js';
import { type Cors } from './cors.js';
import { admitDocument, type DocumentRules, type GraphqlRequest } from './document-request.js';
import { toCorrelationId, valuesOf } from './headers.js';
import { type Authenticate, identify, type Identity } from './identity.js';
import { type OpenConnections } from './open-connections.js';
import { type OnRefused, Refusal, refuse, toRefusalBody } from './refusal.js';
import { respond, respondRefusal } from './respond.js';
import { parseSearch } from './target.js';

export interface GraphqlEndpointOptions {
  readonly apollo: Pick<GraphqlServer, 'answer'>;
  readonly authenticate: Authenticate;
  readonly documents: DocumentRules;
  readonly limits: CallerLimits;
  readonly connections: OpenConnections;
  readonly cors: Cors;
  /** The slots of each caller for operations that last longer than their request. */
  readonly slots: CallerSlots;
  /** The longest total time of one request, in milliseconds. Then its signal aborts. */
  readonly timeoutMs: number;
  /** Called for each request that is refused before GraphQL, for the log. */
  readonly onRefused?: OnRefused | undefined;
}

/** Answers a request at /graphql. Never rejects. */
export type GraphqlEndpoint = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const toJsonType = createNegotiation(JSON_TYPES);
/**
 * The extra time after the deadline, in milliseconds. Parts with their own deadline report a more precise error
 * in this time.
 */
const GRACE_MS = 500;

/**
 * Creates the endpoint for GraphQL over HTTP on node:http. It reads requests, refuses invalid ones and writes
 * answers. Apollo executes the operations.
 */
export function createGraphqlEndpoint(options: GraphqlEndpointOptions): GraphqlEndpoint {
  const { apollo, authenticate, documents, limits, connections, cors, slots, timeoutMs, onRefused } = options;

  const answer = async (
    request: IncomingMessage,
    correlationId: string,
    signal: AbortSignal,
  ): Promise<GraphqlHttpResponse> => {
    const method = request.method ?? '';
    if (method !== 'POST' && method !== 'GET')
      throw new Refusal(405, 'Use POST for GraphQL, or GET for queries.');
    const { accept } = request.headers;
    // Refused before execution, because a client cannot read the outcome in an answer that it does not accept.
    if (toJsonType(accept) === undefined) throw new Refusal(406, 'The Accept header does not accept JSON.');
    const authorization = valuesOf(request, 'authorization');
    const identity = await identify(authenticate, authorization, request.socket.remoteAddress ?? '');
    const body = method === 'POST' ? await readBody(request, identity) : undefined;
    const received: GraphqlRequest = { search: parseSearch(request), body, accept: accept ?? '*/*' };
    const { request: admitted } = chargeRequest(limits, identity.rateLimitKey, () =>
      admitDocument(received, documents),
    );
    return apollo.answer(
      { method, headers: request.headers, search: admitted.search, body: admitted.body },
      toContext(identity, authorization, { correlationId, signal }),
    );
  };

  /**
   * Reads a body. A refused body counts as one read. During a flood of requests, bodies are refused without
   * reading them.
   */
  const readBody = async (request: IncomingMessage, { rateLimitKey }: Identity) => {
    try {
      refuseFlood(limits, rateLimitKey);
    } catch (refusal) {
      await discardBody(request);
      throw refusal;
    }
    try {
      return await readJsonBody(request);
    } catch (refusal) {
      limits.reads.count(rateLimitKey, 1);
      throw refusal;
    }
  };

  const toContext = (
    { rateLimitKey, caller, expiresAtMs }: Identity,
    authorization: readonly string[],
    { correlationId, signal }: Pick<GraphqlContext, 'correlationId' | 'signal'>,
  ): GraphqlContext => ({
    correlationId,
    signal,
    caller,
    takeReadPoints: (points, before) => limits.reads.take(rateLimitKey, points, before),
    takeActionPoints: (points, before) => limits.actions.take(rateLimitKey, points, before),
    takeSlot: () => slots.tryTake(rateLimitKey),
    watchToken: (end) => connections.add({ authorization, expiresAtMs, end }),
  });

  return async (request, response) => {
    const correlationId = toCorrelationId(request);
    try {
      cors.allow(request, response);
      if (request.method === 'OPTIONS') {
        cors.preflight(request, response);
        return;
      }
      const deadline = startDeadline(response, timeoutMs + GRACE_MS);
      send(response, await answer(request, correlationId, deadline), correlationId);
    } catch (thrown) {
      respondRefusal(response, refuse(thrown, correlationId, onRefused), correlationId);
    }
  };
}

/** Creates a signal that aborts when the client disconnects before its answer, or at the deadline of the request. */
function startDeadline(response: ServerResponse, timeoutMs: number): AbortSignal {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort();
  }, timeoutMs);
  response.once('close', () => {
    clearTimeout(timer);
    if (!response.writableEnded) controller.abort();
  });
  return controller.signal;
}

function send(
  response: ServerResponse,
  { status, text, headers }: GraphqlHttpResponse,
  correlationId: string,
): void {
  const body = status < 400 ? text : withCorrelationId(text, correlationId);
  const allow = headers.get('allow');
  if (allow !== undefined) response.setHeader('allow', allow);
  respond(response, status, body, correlationId, headers.get('content-type'));
}

/**
 * Adds the correlation id to refusals of the HTTP layer of Apollo, which runs before the plugins. The plugins
 * add it to all other errors.
 */
function withCorrelationId(text: string, correlationId: string): string {
  try {
    const body = JSON.parse(text) as { errors?: { extensions?: Record<string, unknown> }[] };
    for (const error of body.errors ?? [])
      error.extensions = { code: 'BAD_REQUEST', retryable: false, ...error.extensions, correlationId };
    return JSON.stringify(body);
  } catch {
    return toRefusalBody(new Refusal(400, 'The request does not follow GraphQL over HTTP.'), correlationId);
  }
}
