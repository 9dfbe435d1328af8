import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerBadConnections } from './bad-connection.js';
import { type CallbackEndpoint } from './callbacks.js';
import { type Console } from './console.js';
import { dropUnread } from './end-connection.js';
import { type Explorer } from './explorer.js';
import { type GraphqlEndpoint } from './graphql-endpoint.js';
import { SECURITY_HEADERS, toCorrelationId } from './headers.js';
import { type Health } from './health.js';
import { type HostCheck } from './host.js';
import { oneAtATime } from './pipelining.js';
import { type OnRefused, refuse } from './refusal.js';
import { respondJson, respondRefusal } from './respond.js';
import { type SseEndpoint } from './sse.js';
import { toTarget } from './target.js';
import { type WebSocketEndpoint } from './websocket.js';

/** Bounds on clients that send slowly, in milliseconds. */
export interface HttpTimeouts {
  /** Until a request's headers are whole. Default 10 s. */
  readonly headersMs: number;
  /** Until a request is whole. Default 30 s. */
  readonly requestMs: number;
  /** The pause between two requests of a connection; above the 60 s of the usual balancers. Default 65 s. */
  readonly keepAliveMs: number;
  /** How often the two others are looked after. Default 1 s. */
  readonly checkEveryMs: number;
}

export interface HttpServerOptions {
  readonly graphql: GraphqlEndpoint;
  /** The endpoints of operations with many results. */
  readonly sse?: SseEndpoint | undefined;
  readonly websocket?: WebSocketEndpoint | undefined;
  /** The receiver of ApsaraVideo Live's stream callbacks. */
  readonly callbacks?: CallbackEndpoint | undefined;
  readonly health: Health;
  /** Absent in production. */
  readonly explorer?: Explorer | undefined;
  /** The operator console, where it is on. */
  readonly console?: Console | undefined;
  /** What `GET /metrics` answers. */
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  readonly checkHost: HostCheck;
  /** Called for a request that is refused before its route has seen it, and for a fault of a route. */
  readonly onRefused?: OnRefused | undefined;
  readonly timeouts?: Partial<HttpTimeouts> | undefined;
}

const TIMEOUTS: HttpTimeouts = {
  headersMs: 10_000,
  requestMs: 30_000,
  keepAliveMs: 65_000,
  checkEveryMs: 1_000,
};
const MAX_HEADER_BYTES = 16 * 1024;

/** The routes of the contract on node:http. */
export function createHttpServer(options: HttpServerOptions): Server {
  const { headersMs, requestMs, keepAliveMs, checkEveryMs } = { ...TIMEOUTS, ...options.timeouts };
  const server = createServer(
    {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      keepAliveTimeout: keepAliveMs,
      maxHeaderSize: MAX_HEADER_BYTES,
      connectionsCheckingInterval: checkEveryMs,
      // The host check requires it too, and answers with the headers that every answer has.
      requireHostHeader: false,
      // Any other upgrade that a client offers is not taken, and its request answered as it is.
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
    oneAtATime((request, response) => {
      route(options, request, response).catch((thrown: unknown) => {
        const correlationId = toCorrelationId(request);
        const refusal = refuse(thrown, correlationId, options.onRefused);
        if (response.headersSent) response.destroy();
        else respondRefusal(response, refusal, correlationId);
      });
    }),
  );
  answerBadConnections(server);
  const { websocket } = options;
  if (websocket !== undefined)
    server.on('upgrade', (...asked) => {
      websocket.upgrade(...asked);
    });
  return server;
}

async function route(
  options: HttpServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { path } = toTarget(request);
  if (path === '/graphql') {
    options.checkHost(request);
    if (options.explorer?.wants(request) === true) await options.explorer.serve(request, response);
    else if (options.sse?.wants(request) === true) await options.sse.serve(request, response);
    else await options.graphql(request, response);
  } else if (path === '/health/live') respondJson(response, 200, { status: 'live' });
  else if (path === '/health/ready') {
    const readiness = await options.health.ready();
    respondJson(response, readiness.status === 'ready' ? 200 : 503, readiness);
  } else if (path === '/metrics') {
    options.checkHost(request);
    const { contentType, text } = await options.metrics();
    response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': contentType });
    dropUnread(response);
    response.end(text);
  } else if (options.console?.wants(path) === true) {
    options.checkHost(request);
    await options.console.serve(request, response, path);
  } else if (options.callbacks?.wants(path) === true) await options.callbacks.serve(request, response);
  else respondJson(response, 404, { status: 'not found', see: '/graphql' });
}
