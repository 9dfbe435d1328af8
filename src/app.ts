import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createKeysReadiness } from './access/keys-readiness.js';
import { createAppAuthenticator, createAppGrants } from './app/access.js';
import { createStreams } from './app/streams.js';
import { createAppGuard } from './app/guard.js';
import { createBulk } from './app/bulk.js';
import { type Overrides } from './app/overrides.js';
import { createAppLedger, openAppStore } from './app/store.js';
import { createStreamingEndpoints } from './app/streaming.js';
import { createTelemetry } from './app/telemetry.js';
import { createAppUpstream, startEmulator, warmUpCredentials } from './app/upstream.js';
import { type Config } from './config/config.js';
import { type Secrets } from './config/secrets.js';
import { createDocumentGate } from './graphql/documents/document-gate.js';
import { createGatewaySchema } from './graphql/schema.js';
import { createGraphqlServer } from './graphql/server.js';
import { loadTrustedDocuments } from './graphql/documents/trusted-documents.js';
import { guardUpstream } from './guard/guarded-upstream.js';
import { createCallerLimit } from './http/caller-limit.js';
import { createCallerSlots } from './http/caller-slots.js';
import { createClosing } from './http/closing.js';
import { createCors } from './http/cors.js';
import { type DocumentRules } from './http/document-request.js';
import { createExplorer } from './http/explorer.js';
import { readTabs } from './http/explorer-tabs.js';
import { createGraphqlEndpoint } from './http/graphql-endpoint.js';
import { createHealth } from './http/health.js';
import { createHostCheck } from './http/host.js';
import { createOpenConnections } from './http/open-connections.js';
import { createOriginRules } from './http/origin.js';
import { type OnRefused } from './http/refusal.js';
import { createHttpServer } from './http/server.js';
import { OPERATIONS_PER_CALLER } from './http/streaming.js';
import { PACKAGE_ROOT, PACKAGE_VERSION } from './package-root.js';
import { createLogger } from './telemetry/logger.js';
import { type ClientName } from './upstream/index.js';

export { type Overrides } from './app/overrides.js';

/** A gateway that is put together and not yet listening. */
export interface App {
  /** A token to try things with, in `dev` mode only. */
  readonly token: string | undefined;
  /** Where the emulator listens, when the gateway runs one. */
  readonly emulatorEndpoint: string | undefined;
  /** The client that speaks to ApsaraVideo Live. */
  readonly client: ClientName;
  /** @throws Error when the port is taken */
  listen(): Promise<{ readonly url: string }>;
  /** Reads the grants file again. Returns whether it was valid; an invalid one leaves the old grants in force. */
  reload(): boolean;
  /** Accepts no more requests, answers those that wait within `drainMs`, and lets calls that were sent finish. */
  close(drainMs?: number): Promise<void>;
}

const OPERATIONS = join(PACKAGE_ROOT, 'schema/operations');
const DRAIN_MS = 8_000;
/** How long kept connections may send their last request. */
const LINGER_MS = 1_000;
/** Clients with an answer have closed by then; those left send or read too slowly. */
const CUT_MS = 1_000;

/** Closes one part that is open. */
type Close = () => Promise<void>;

/**
 * Puts the gateway together. The only place that constructs parts. Where one of them fails, those before it are closed.
 * @throws Error in one line for a grants file, credential source or client that cannot be used
 */
export async function createApp(config: Config, secrets: Secrets, overrides: Overrides = {}): Promise<App> {
  const opened: Close[] = [];
  try {
    return await openApp(config, secrets, overrides, opened);
  } catch (thrown) {
    // The error of the start is the one to report.
    for (const close of opened.toReversed()) await close().catch(() => undefined);
    throw thrown;
  }
}

async function openApp(
  config: Config,
  secrets: Secrets,
  overrides: Overrides,
  opened: Close[],
): Promise<App> {
  const logger = overrides.logger ?? createLogger({ level: config.logLevel });
  const authenticator = await createAppAuthenticator(config.auth, logger);
  const keys = createKeysReadiness(authenticator);
  const grants = await createAppGrants(config, logger);
  const documents = createDocumentRules(config);
  const emulator = config.upstream.kind === 'emulator' ? await startEmulator(overrides) : undefined;
  if (emulator !== undefined) opened.push(() => emulator.close());
  const upstream = await createAppUpstream(config, secrets, emulator?.endpoint, overrides);
  opened.push(() => upstream.close());
  const store = await openAppStore(config, secrets, logger);
  opened.push(() => store.close());
  const telemetry = await createTelemetry(config, secrets, logger, {
    client: upstream.client,
    version: PACKAGE_VERSION,
  });
  opened.push(() => telemetry.close());
  const { metrics } = telemetry;
  const { onError } = metrics.calls;
  const guard = createAppGuard(config, { store, metrics, logger, overrides });
  const { authorize, selectClaims } = grants;
  const ledger = overrides.ledger ?? telemetry.ledger(createAppLedger(config, store, logger));
  const streams = createStreams(config, {
    ...{ authorize, ledger },
    upstream: telemetry.calls(guardUpstream(telemetry.attempts(upstream.live), guard)),
    logger,
  });
  const service = telemetry.service(streams.service);
  const { directory } = streams;
  const jobs = createBulk(config, { store, authorize, selectClaims, logger, directory, service });
  const schema = await createGatewaySchema({
    directory,
    ledger,
    service,
    authorize,
    routerAuthentication: config.routerAuthentication,
    forbidMs: config.forbidHours * 3_600_000,
    readCallBudgets: () => guard.budgets(),
    bulkResumes: overrides.bulkResumes ?? jobs.bulkResumes,
  });
  const apollo = createGraphqlServer({
    schema: schema.subgraph,
    logger,
    onError,
    revealSchema: !config.production,
    callbacks: config.subscriptionCallbacks,
  });
  const health = createHealth(
    [
      {
        name: 'credentials',
        check: async () => {
          await upstream.warmUp();
          telemetry.checkCredentials();
        },
      },
      { name: 'keys', check: keys.check },
      { name: 'store', check: () => (config.store.whenDown === 'refuse' ? store.check() : undefined) },
    ],
    () => ({ breaker: guard.breakerState, client: upstream.client }),
  );
  const explorer = config.production
    ? undefined
    : createExplorer({ tabs: readTabs(OPERATIONS, 'resume-live-stream'), token: authenticator.token });
  const checkHost = createHostCheck(config.allowedHosts, config.host);
  const authenticate = (authorization: readonly string[] | undefined) =>
    authenticator.authenticate(authorization);
  const connections = createOpenConnections({
    authenticate,
    refreshKeys: () => authenticator.warmUp(),
    onFault: (err) => {
      logger.error({ err }, 'the tokens of open connections could not be checked');
    },
  });
  const origins = createOriginRules(config.allowedOrigins);
  const edge = {
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
  };
  const onRefused: OnRefused = (refused) => {
    onError(refused.code);
    logger[refused.err === undefined ? 'info' : 'error'](refused, 'request refused');
  };
  const streaming = createStreamingEndpoints({ ...edge, checkHost, checkOrigin: origins.check, onRefused });
  const server = createHttpServer({
    ...streaming,
    graphql: telemetry.requests(
      createGraphqlEndpoint({ ...edge, timeoutMs: config.requestTimeoutMs, onRefused }),
    ),
    health,
    explorer,
    metrics: () => metrics.page(),
    checkHost,
    onRefused,
    timeouts: overrides.timeouts,
  });
  const closing = createClosing(server);

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
      logger.info({ client: upstream.client }, 'started');
      jobs.worker.start();
      store.startRetention();
      return { url: toUrl(server.address() as AddressInfo) };
    },
    async close(drainMs = DRAIN_MS) {
      health.draining();
      connections.close();
      streaming.sse.close();
      streaming.websocket.close();
      const lingerMs = Math.min(drainMs, overrides.lingerMs ?? LINGER_MS);
      const drained = closing.linger(lingerMs).then(() => guard.drain(drainMs - lingerMs));
      await Promise.all([jobs.worker.close(), drained]);
      await closing.close(CUT_MS);
      await apollo.stop();
      for (const close of opened.toReversed()) await close();
    },
  };
}

function createDocumentRules({ trustedDocuments }: Config): DocumentRules {
  const gate = createDocumentGate();
  if (trustedDocuments === undefined) return { gate };
  return { gate, trusted: loadTrustedDocuments(trustedDocuments, gate) };
}

function toUrl({ address, family, port }: AddressInfo): string {
  const host = family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}/graphql`;
}
