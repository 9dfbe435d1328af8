import { type Server } from 'node:http';
import { join } from 'node:path';
import { type Authenticator } from '../access/authenticator.js';
import { type Config } from '../config/config.js';
import { type GraphqlServer } from '../graphql/server.js';
import { type CallbackEndpoint } from '../http/callbacks.js';
import { createCallerLimit } from '../http/caller-limit.js';
import { createCallerSlots } from '../http/caller-slots.js';
import { createCors } from '../http/cors.js';
import { type DocumentRules } from '../http/document-request.js';
import { createExplorer } from '../http/explorer.js';
import { readTabs } from '../http/explorer-tabs.js';
import { createGraphqlEndpoint } from '../http/graphql-endpoint.js';
import { type Health } from '../http/health.js';
import { createHostCheck } from '../http/host.js';
import { createOpenConnections } from '../http/open-connections.js';
import { createOriginRules } from '../http/origin.js';
import { type OnRefused } from '../http/refusal.js';
import { createHttpServer } from '../http/server.js';
import { OPERATIONS_PER_CALLER } from '../http/streaming.js';
import { PACKAGE_ROOT } from '../package-root.js';
import { type Logger } from '../telemetry/logger.js';
import { createAppConsole } from './console.js';
import { type Overrides } from './overrides.js';
import { createStreamingEndpoints } from './streaming.js';
import { type Telemetry } from './telemetry.js';

export interface EdgeParts {
  readonly apollo: GraphqlServer;
  readonly authenticator: Authenticator;
  readonly documents: DocumentRules;
  readonly callbacks: CallbackEndpoint;
  readonly health: Health;
  readonly telemetry: Telemetry;
  readonly logger: Logger;
  readonly overrides: Overrides;
}

export interface Edge {
  /** The HTTP server, which is not yet listening. */
  readonly server: Server;
  /** Ends the subscriptions of every transport. */
  readonly closeStreams: () => void;
}

const OPERATIONS = join(PACKAGE_ROOT, 'schema/operations');

/** Creates the HTTP server with its routes and the limits that all transports share. */
export function createEdge(config: Config, parts: EdgeParts): Edge {
  const { apollo, authenticator, callbacks, documents, health, telemetry, logger, overrides } = parts;
  const { metrics } = telemetry;
  const authenticate = (authorization: readonly string[] | undefined) =>
    authenticator.authenticate(authorization);
  const connections = createOpenConnections({
    authenticate,
    refreshKeys: () => authenticator.warmUp(),
    onFault: (err) => {
      logger.error({ err }, 'the tokens of open connections could not be checked');
    },
  });
  const onRefused: OnRefused = (refused) => {
    metrics.calls.onError(refused.code);
    logger[refused.err === undefined ? 'info' : 'error'](refused, 'request refused');
  };
  const checkHost = createHostCheck(config.allowedHosts, config.host);
  const origins = createOriginRules(config.allowedOrigins);
  const shared = {
    apollo,
    authenticate,
    documents,
    connections,
    limits: {
      actions: createCallerLimit(config.callerRequestsPerSecond),
      reads: createCallerLimit(config.callerReadsPerSecond),
    },
    cors: createCors(origins),
    slots: createCallerSlots(OPERATIONS_PER_CALLER),
    onRefused,
  };
  const graphql = createGraphqlEndpoint({ ...shared, timeoutMs: config.requestTimeoutMs });
  const { sse, websocket } = createStreamingEndpoints({ ...shared, checkHost, checkOrigin: origins.check });
  const server = createHttpServer({
    sse,
    websocket,
    graphql: telemetry.requests(graphql),
    callbacks,
    health,
    explorer: config.production
      ? undefined
      : createExplorer({ tabs: readTabs(OPERATIONS, 'resume-live-stream'), token: authenticator.token }),
    console: createAppConsole(config, authenticator.token),
    metrics: () => metrics.page(),
    checkHost,
    onRefused,
    timeouts: overrides.timeouts,
  });
  return {
    server,
    closeStreams: () => {
      connections.close();
      sse.close();
      websocket.close();
    },
  };
}
