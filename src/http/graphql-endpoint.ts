import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Caller, type GraphqlContext } from '../graphql/context.js';
import { type HttpGraphqlAnswer } from '../graphql/http-graphql.js';
import { type GraphqlServer } from '../graphql/server.js';
import { readJsonBody } from './body.js';
import { type CallerLimit, type Sender } from './caller-limit.js';
import { admitDocument, type DocumentRules, type GraphqlRequest } from './document-request.js';
import { toCorrelationId, valuesOf } from './headers.js';
import { type OnRefused, Refusal, refuse, toRefusalBody } from './refusal.js';
import { respond, respondRefusal } from './respond.js';

export interface GraphqlEndpointOptions {
  readonly apollo: GraphqlServer;
  /** Who sent a request with these Authorization headers. Throws or rejects where nobody can be told. */
  readonly authenticate: (authorization: readonly string[] | undefined) => Caller | Promise<Caller>;
  readonly documents: DocumentRules;
  readonly callerLimit: CallerLimit;
  /** Told of each request that never reached GraphQL, for the log. */
  readonly onRefused?: OnRefused | undefined;
}

/** Answers one request at /graphql. Never rejects. */
export type GraphqlEndpoint = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** GraphQL over HTTP straight on node:http: Apollo does the protocol, this reads, refuses and writes. */
export function createGraphqlEndpoint(options: GraphqlEndpointOptions): GraphqlEndpoint {
  const { apollo, authenticate, documents, callerLimit, onRefused } = options;

  /** What is refused here counts too: reading it cost something. */
  const admit = (asked: GraphqlRequest, sender: Sender): ReturnType<typeof admitDocument> => {
    try {
      return admitDocument(asked, documents);
    } catch (thrown) {
      callerLimit.count(sender, 1);
      throw thrown;
    }
  };

  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    correlationId: string,
  ): Promise<HttpGraphqlAnswer> => {
    const method = request.method ?? '';
    if (method !== 'POST' && method !== 'GET')
      throw new Refusal(405, 'GraphQL is asked with POST, or GET for queries.');
    const asked: GraphqlRequest = {
      search: searchOf(request.url ?? ''),
      body: method === 'POST' ? await readJsonBody(request) : undefined,
    };
    const identity = identify(request, authenticate);
    const { sender, caller } = identity instanceof Promise ? await identity : identity;
    const graphql = { correlationId, signal: signalOf(response), caller };
    const { request: admitted, actions } = admit(asked, sender);
    callerLimit.count(sender, Math.max(1, actions));
    const { search, body } = admitted;
    return apollo.answer({ method, headers: request.headers, search, body }, graphql);
  };

  return async (request, response) => {
    const correlationId = toCorrelationId(request);
    try {
      send(response, await answer(request, response, correlationId), correlationId);
    } catch (thrown) {
      respondRefusal(response, refuse(thrown, correlationId, onRefused), correlationId);
    }
  };
}

interface Identified {
  readonly sender: Sender;
  readonly caller: GraphqlContext['caller'];
}

/** A request without a valid token goes on: a supergraph reads the schema with none. The resolvers ask who it is. */
function identify(
  request: IncomingMessage,
  authenticate: GraphqlEndpointOptions['authenticate'],
): Identified | Promise<Identified> {
  const unknown = (thrown: unknown): Identified => ({
    sender: { address: request.socket.remoteAddress ?? '' },
    caller: () => {
      throw thrown;
    },
  });
  try {
    const found = authenticate(valuesOf(request, 'authorization'));
    return found instanceof Promise ? found.then(toIdentified, unknown) : toIdentified(found);
  } catch (thrown) {
    return unknown(thrown);
  }
}

function toIdentified(caller: Caller): Identified {
  return { sender: caller, caller: () => caller };
}

/** Aborted when the client has gone before its answer. */
function signalOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableEnded) gone.abort();
  });
  return gone.signal;
}

function searchOf(url: string): string {
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start);
}

function send(
  response: ServerResponse,
  { status, text, headers }: HttpGraphqlAnswer,
  correlationId: string,
): void {
  const body = status < 400 ? text : withCorrelationId(text, correlationId);
  respond(response, status, body, correlationId, headers);
}

/** Refusals by Apollo's HTTP layer come before a request's plugins, which add the id to all other errors. */
function withCorrelationId(text: string, correlationId: string): string {
  try {
    const body = JSON.parse(text) as { errors?: { extensions?: Record<string, unknown> }[] };
    for (const error of body.errors ?? [])
      error.extensions = { code: 'BAD_REQUEST', retryable: false, ...error.extensions, correlationId };
    return JSON.stringify(body);
  } catch {
    return toRefusalBody(new Refusal(400, 'The request is not GraphQL over HTTP.'), correlationId);
  }
}
