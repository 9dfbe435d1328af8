import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Explorer } from './explorer.js';
import { type GraphqlEndpoint } from './graphql-endpoint.js';
import { JSON_HEADERS } from './headers.js';
import { type Health } from './health.js';

export interface HttpServerOptions {
  readonly graphql: GraphqlEndpoint;
  readonly health: Health;
  /** Absent in production. */
  readonly explorer?: Explorer | undefined;
}

/** Bounds on clients that send slowly: whole headers, whole request, and the pause between two requests. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 65_000;
const MAX_HEADER_BYTES = 16 * 1024;

/** The routes of the contract on node:http. */
export function createHttpServer(options: HttpServerOptions): Server {
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      connectionsCheckingInterval: 1_000,
    },
    (request, response) => {
      void route(options, request, response);
    },
  );
  return server;
}

async function route(
  options: HttpServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = pathOf(request.url ?? '');
  if (path === '/graphql') {
    if (options.explorer?.wants(request) === true) options.explorer.serve(request, response);
    else await options.graphql(request, response);
  } else if (path === '/health/live') json(response, 200, { status: 'live' });
  else if (path === '/health/ready') {
    const readiness = await options.health.ready();
    json(response, readiness.status === 'ready' ? 200 : 503, readiness);
  } else json(response, 404, { status: 'not found', see: '/graphql' });
}

function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

function json(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { ...JSON_HEADERS, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
