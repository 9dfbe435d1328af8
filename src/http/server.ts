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

/** The timeouts for clients that send slowly, in milliseconds. */
export interface HttpTimeouts {
  /** The time until the headers of a request are complete. Default: 10 s. */
  readonly headersMs: number;
  /** The time until a request is complete. Default: 30 s. */
  readonly requestMs: number;
  /**
   * The longest pause between two requests of a connection. Default: 65 s, which is above the 60 s of common
   * load balancers.
   */
  readonly keepAliveMs: number;
  /** The interval of checking the first two timeouts. Default: 1 s. */
  readonly checkEveryMs: number;
}

export interface HttpServerOptions {
  readonly graphql: GraphqlEndpoint;
  /** The endpoint for event streams. */
  readonly sse?: SseEndpoint | undefined;
  readonly websocket?: WebSocketEndpoint | undefined;
  /** The receiver of stream callbacks of ApsaraVideo Live. */
  readonly callbacks?: CallbackEndpoint | undefined;
  readonly health: Health;
  /** The explorer. Absent in production. */
  readonly explorer?: Explorer | undefined;
  /** The operator console. Absent if it is off. */
  readonly console?: Console | undefined;
  /** Returns the answer to `GET /metrics`. */
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  readonly checkHost: HostCheck;
  /** Called for a request that is refused before its route, and for an internal error of a route. */
  readonly onRefused?: OnRefused | undefined;
  readonly timeouts?: Partial<HttpTimeouts> | undefined;
}

const TIMEOUTS: HttpTimeouts = {
  headersMs: 10_000,
  requestMs: 30_000,
  keepAliveMs: 65_000,
  checkEveryMs: 1_000,
};
/**
 * The timeout in the header `Keep-Alive` of answers. Clients that follow it, such as those of Node.js, close an idle
 * connection earlier, and so never send a request while the gateway closes the connection. The gateway itself keeps
 * connections longer, because load balancers ignore the header.
 */
const KEEP_ALIVE_HINT_MS = 4_000;
const MAX_HEADER_BYTES = 16 * 1024;

/** Creates the HTTP server with all routes, on node:http. */
export function createHttpServer(options: HttpServerOptions): Server {
  const { headersMs, requestMs, keepAliveMs, checkEveryMs } = { ...TIMEOUTS, ...options.timeouts };
  const server = createServer(
    {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      keepAliveTimeout: Math.min(KEEP_ALIVE_HINT_MS, keepAliveMs),
      keepAliveTimeoutBuffer: Math.max(0, keepAliveMs - KEEP_ALIVE_HINT_MS),
      maxHeaderSize: MAX_HEADER_BYTES,
      connectionsCheckingInterval: checkEveryMs,
      // The host check requires this header too, and its answer has the headers of every answer.
      requireHostHeader: false,
      // Other upgrades are ignored, and the request is handled normally.
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
