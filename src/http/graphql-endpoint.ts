import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import { type Caller, type GraphqlContext } from '../graphql/context.js';
import { readJsonBody } from './body.js';
import { JSON_HEADERS, toCorrelationId } from './headers.js';
import { Refusal, toRefusalBody } from './refusal.js';

export interface GraphqlEndpointOptions {
  readonly apollo: ApolloServer<GraphqlContext>;
  /** Who sent a request with this Authorization header. Rejects where nobody can be told. */
  readonly authenticate: (authorization: string | undefined) => Caller | Promise<Caller>;
}

/** Answers one request at /graphql. Never rejects. */
export type GraphqlEndpoint = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** GraphQL over HTTP straight on node:http: Apollo does the protocol, this reads and writes. */
export function createGraphqlEndpoint({ apollo, authenticate }: GraphqlEndpointOptions): GraphqlEndpoint {
  return async (request, response) => {
    const correlationId = toCorrelationId(request);
    try {
      const method = request.method ?? '';
      if (method !== 'POST' && method !== 'GET')
        throw new Refusal(405, 'GraphQL is asked with POST, or GET for queries.');
      const body = method === 'POST' ? await readJsonBody(request) : undefined;
      const context = await createContext(request, response, correlationId, authenticate);
      const answer = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method,
          headers: toHeaderMap(request),
          search: searchOf(request.url ?? ''),
          body,
        },
        context: () => Promise.resolve(context),
      });
      send(response, answer, correlationId);
    } catch (thrown) {
      const refusal =
        thrown instanceof Refusal ? thrown : new Refusal(500, 'Something failed inside the gateway.');
      const code = refusal.status === 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_REQUEST';
      if (refusal.status === 405) response.setHeader('allow', 'GET, POST');
      // The rest of a body that is not wanted would be read as the next request.
      if (!request.complete) response.setHeader('connection', 'close');
      write(response, refusal.status, {}, toRefusalBody(refusal.message, correlationId, code), correlationId);
    }
  };
}

async function createContext(
  request: IncomingMessage,
  response: ServerResponse,
  correlationId: string,
  authenticate: GraphqlEndpointOptions['authenticate'],
): Promise<GraphqlContext> {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableEnded) gone.abort();
  });
  let caller: () => Caller;
  try {
    const found = await authenticate(request.headers.authorization);
    caller = () => found;
  } catch (thrown) {
    caller = () => {
      throw thrown;
    };
  }
  return { correlationId, signal: gone.signal, caller };
}

function toHeaderMap(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  return headers;
}

function searchOf(url: string): string {
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start);
}

function send(response: ServerResponse, answer: HTTPGraphQLResponse, correlationId: string): void {
  const status = answer.status ?? 200;
  if (answer.body.kind === 'chunked') throw new Error('incremental delivery is not offered');
  const text = status < 400 ? answer.body.string : withCorrelationId(answer.body.string, correlationId);
  write(response, status, Object.fromEntries(answer.headers), text, correlationId);
}

/** Refusals by Apollo's HTTP layer come before a request's plugins, which add the id to all other errors. */
function withCorrelationId(text: string, correlationId: string): string {
  try {
    const body = JSON.parse(text) as { errors?: { extensions?: Record<string, unknown> }[] };
    for (const error of body.errors ?? [])
      error.extensions = { code: 'BAD_REQUEST', retryable: false, ...error.extensions, correlationId };
    return JSON.stringify(body);
  } catch {
    return toRefusalBody('The request is not GraphQL over HTTP.', correlationId);
  }
}

function write(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  text: string,
  correlationId: string,
): void {
  if (response.destroyed) return;
  const body = Buffer.from(text);
  response.writeHead(status, {
    ...JSON_HEADERS,
    ...headers,
    'cache-control': 'no-store',
    'content-length': body.length,
    'x-correlation-id': correlationId,
  });
  response.end(body);
}
