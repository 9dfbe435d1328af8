import { randomUUID } from 'node:crypto';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAuthenticator } from './access/authenticator.js';
import { createAuthorizer } from './access/authorizer.js';
import { developmentGrants } from './access/grant.js';
import { createGrantsFile } from './access/grants-file.js';
import { createKeysReadiness } from './access/keys-readiness.js';
import { type AuthConfig, type Config } from './config/config.js';
import { type Secrets } from './config/secrets.js';
import { DEMO_ACCOUNT, demoWorld } from './emulator/demo-world.js';
import { createEmulator, type Emulator } from './emulator/server.js';
import { createDocumentGate } from './graphql/limit/document-gate.js';
import { createGatewaySchema } from './graphql/schema.js';
import { createGraphqlServer } from './graphql/server.js';
import { loadTrustedDocuments } from './graphql/trusted/trusted-documents.js';
import { createGuard, type GuardOptions } from './guard/guard.js';
import { guardUpstream } from './guard/guarded-upstream.js';
import { createCallerLimit } from './http/caller-limit.js';
import { type DocumentRules } from './http/document-request.js';
import { createExplorer } from './http/explorer.js';
import { readTabs } from './http/explorer-tabs.js';
import { createGraphqlEndpoint } from './http/graphql-endpoint.js';
import { createHealth } from './http/health.js';
import { createHostCheck } from './http/host.js';
import { createHttpServer, type HttpTimeouts } from './http/server.js';
import { openSharedStore, type SharedStore } from './store/open-store.js';
import { type Authorize } from './stream/caller.js';
import { createControl } from './stream/control.js';
import { createLogger, type Logger } from './telemetry/logger.js';
import { createMetrics } from './telemetry/metrics.js';
import { createUpstream, type Upstream, type UpstreamOptions } from './upstream/index.js';

/** Parts that a test or an embedding program puts in place of the usual ones. */
export interface Overrides {
  readonly logger?: Logger;
  readonly guard?: Partial<GuardOptions>;
  readonly upstream?: Partial<UpstreamOptions>;
  readonly emulator?: Emulator;
  readonly timeouts?: Partial<HttpTimeouts>;
}

/** A gateway that is put together and not yet listening. */
export interface Gateway {
  /** A token to try things with, in `dev` mode only. */
  readonly token: string | undefined;
  /** Where the emulator listens, when the gateway runs one. */
  readonly emulatorEndpoint: string | undefined;
  readonly client: 'sdk' | 'core';
  /** @throws Error when the port is taken */
  listen(): Promise<{ readonly url: string }>;
  /** Reads the grants file again. Says whether it was good; a broken one leaves the old grants in force. */
  reload(): boolean;
  /** Takes no more, answers whoever waits within `drainMs`, and lets what was sent come back. */
  close(drainMs?: number): Promise<void>;
}

/** Beside both `src` and `dist`. */
const OPERATIONS = join(import.meta.dirname, '../schema/operations');
const WINDOW_MS = 1_000;
const DRAIN_MS = 8_000;
const CUT_MS = 1_000;

/**
 * Puts the gateway together. The only place that constructs parts.
 * @throws Error in one line for a grants file, credential source or client that cannot be used
 */
export async function composeGateway(
  config: Config,
  secrets: Secrets,
  overrides: Overrides = {},
): Promise<Gateway> {
  const logger = overrides.logger ?? createLogger({ level: config.logLevel });
  const authenticator = await composeAuthenticator(config.auth, logger);
  const keys = createKeysReadiness(() => authenticator.warmUp());
  const grants = composeGrants(config, logger);
  const documents = composeDocuments(config);
  const emulator = config.upstream.kind === 'emulator' ? await startEmulator(overrides) : undefined;
  const upstream = await composeUpstream(config, secrets, emulator?.endpoint, overrides);
  const store = await composeStore(config, secrets, logger);
  const metrics = createMetrics();
  const guard = createGuard({
    limits: Object.entries(config.budgets).map(([operation, perSecond]) => toLimit(operation, perSecond)),
    requestTimeoutMs: config.requestTimeoutMs,
    observer: {
      ...metrics.guard,
      onBreaker: ({ state }) => {
        metrics.guard.onBreaker({ state });
        logger.warn({ state }, 'breaker');
      },
    },
    ...(store !== undefined && { shared: toShared(config, store) }),
    ...overrides.guard,
  });
  const control = createControl({
    authorize: grants.authorize,
    upstream: guardUpstream(upstream.live, guard),
  });
  const schema = await createGatewaySchema({
    ...{ control, authorize: grants.authorize, routerAuthentication: config.routerAuthentication },
    readCallBudgets: () => guard.budgets(),
  });
  const apollo = createGraphqlServer({ schema: schema.subgraph, logger, revealSchema: !config.production });
  const health = createHealth(
    [
      { name: 'credentials', check: () => upstream.warmUp() },
      { name: 'keys', check: keys.check },
      { name: 'store', check: () => (config.store.whenDown === 'refuse' ? store?.check() : undefined) },
    ],
    () => guard.breakerState,
  );
  const explorer = config.production
    ? undefined
    : createExplorer({ tabs: readTabs(OPERATIONS, 'resume-live-stream'), token: authenticator.token });
  const server = createHttpServer({
    graphql: createGraphqlEndpoint({
      apollo,
      authenticate: (authorization) => authenticator.authenticate(authorization),
      documents,
      callerLimit: createCallerLimit(config.callerRequestsPerSecond),
      onRefused: (refused) => {
        logger[refused.err === undefined ? 'info' : 'error'](refused, 'request refused');
      },
    }),
    health,
    explorer,
    metrics: () => metrics.page(),
    checkHost: createHostCheck(config.allowedHosts, config.host),
    timeouts: overrides.timeouts,
  });

  return {
    token: authenticator.token,
    emulatorEndpoint: emulator?.endpoint,
    client: upstream.client,
    reload: () => grants.reload(),
    async listen() {
      await Promise.all([apollo.start(), keys.warmUp(), warmUpCredentials(upstream, logger)]);
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(config.port, config.host, () => {
          server.off('error', reject);
          resolve();
        });
      });
      health.started();
      return { url: toUrl(server.address() as AddressInfo) };
    },
    async close(drainMs = DRAIN_MS) {
      health.draining();
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      await guard.drain(drainMs);
      server.closeIdleConnections();
      // Whoever has had an answer is gone by then; what is left is a client that sends or reads too slowly.
      const cut = setTimeout(() => {
        server.closeAllConnections();
      }, CUT_MS);
      await closed;
      clearTimeout(cut);
      await apollo.stop();
      await upstream.close();
      await store?.close();
      await emulator?.close();
    },
  };
}

/** A source that has no keys yet does not stop the start: readiness says so, and calls are UPSTREAM_DENIED. */
async function warmUpCredentials(upstream: Upstream, logger: Logger): Promise<void> {
  try {
    await upstream.warmUp();
  } catch (thrown) {
    logger.error({ fault: thrown instanceof Error ? thrown.message : '' }, 'no credentials yet');
  }
}

function composeAuthenticator(auth: AuthConfig, logger: Logger): ReturnType<typeof createAuthenticator> {
  const onRefused = (reason: string): void => {
    logger.info({ reason }, 'token refused');
  };
  if (auth.mode !== 'jwt') return createAuthenticator({ mode: auth.mode, onRefused });
  return createAuthenticator({
    ...auth,
    onRefused,
    onKeys: (event) => {
      if (event.kind === 'changed') logger.info({ keys: event.keys }, 'the keys for tokens have changed');
      else logger.warn({ ageMs: event.ageMs }, 'the keys for tokens cannot be fetched');
    },
  });
}

function composeDocuments({ trustedDocuments }: Config): DocumentRules {
  const gate = createDocumentGate();
  if (trustedDocuments === undefined) return { gate };
  return { gate, trusted: loadTrustedDocuments(trustedDocuments, gate) };
}

function composeGrants(config: Config, logger: Logger): { authorize: Authorize; reload: () => boolean } {
  if (config.grantsFile !== undefined)
    return createGrantsFile({
      path: config.grantsFile,
      onReload: (grants) => {
        logger.info({ grants: grants.length }, 'grants reloaded');
      },
      onRefused: ({ message }) => {
        logger.error({ fault: message }, 'grants not reloaded, the old ones stay in force');
      },
    });
  if (config.auth.mode !== 'jwt')
    return { authorize: createAuthorizer(developmentGrants), reload: () => true };
  logger.warn('GRANTS_FILE is not set: nobody may do anything');
  return { authorize: createAuthorizer([]), reload: () => true };
}

/** One process alone keeps its budget in memory. */
async function composeStore(
  { store }: Config,
  { databaseUrl }: Secrets,
  logger: Logger,
): Promise<SharedStore | undefined> {
  if (store.kind !== 'postgres') return undefined;
  const onIdleFault = (): void => {
    logger.warn('a connection to the database broke');
  };
  return openSharedStore({ url: databaseUrl, onIdleFault, mayBeAway: store.whenDown === 'degrade' });
}

function toShared({ store }: Config, { permits }: SharedStore): GuardOptions['shared'] {
  return { store: permits, replica: randomUUID(), replicas: store.replicas, whenDown: store.whenDown };
}

async function startEmulator(
  overrides: Overrides,
): Promise<{ endpoint: string; close: () => Promise<void> }> {
  const emulator = overrides.emulator ?? createEmulator(demoWorld());
  const { endpoint } = await emulator.listen();
  return { endpoint, close: () => emulator.close() };
}

function composeUpstream(
  config: Config,
  secrets: Secrets,
  emulatorEndpoint: string | undefined,
  overrides: Overrides,
): Promise<Upstream> {
  const { client, timeoutMs } = config.upstream;
  const place =
    emulatorEndpoint === undefined
      ? { endpoint: config.upstream.endpoint, protocol: config.upstream.protocol }
      : { endpoint: emulatorEndpoint, protocol: 'http' as const };
  const credentials = secrets.credentials ?? { type: 'access_key' as const, ...DEMO_ACCOUNT };
  return createUpstream({ client, timeoutMs, credentials, ...place, ...overrides.upstream });
}

/** A fraction of a call per second is one call in a longer window. */
function toLimit(
  operation: string,
  perSecond: number,
): { operation: string; limit: number; windowMs: number } {
  if (perSecond === 0 || Number.isInteger(perSecond))
    return { operation, limit: perSecond, windowMs: WINDOW_MS };
  const limit = Math.max(1, Math.floor(perSecond));
  return { operation, limit, windowMs: Math.ceil((limit / perSecond) * WINDOW_MS) };
}

function toUrl({ address, family, port }: AddressInfo): string {
  const host = family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}/graphql`;
}
