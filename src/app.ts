import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { createKeysReadiness } from './access/keys-readiness.js';
import { createAppAuthenticator, createAppGrants } from './app/access.js';
import { createBulk } from './app/bulk.js';
import { createEdge } from './app/edge.js';
import { createAppGraphql, createDocumentRules } from './app/graphql.js';
import { createAppGuard } from './app/guard.js';
import { createAppHealth } from './app/health.js';
import { OpenedParts } from './app/opened-parts.js';
import { type Overrides } from './app/overrides.js';
import { createAppLedgerWriter, openAppStore } from './app/store.js';
import { createStreams } from './app/streams.js';
import { createTelemetry } from './app/telemetry.js';
import { interceptUpstream, openAppUpstream, warmUpCredentials } from './app/upstream.js';
import { type Config } from './config/config.js';
import { type Secrets } from './config/secrets.js';
import { guardUpstream } from './guard/guarded-upstream.js';
import { createClosing } from './http/closing.js';
import { PACKAGE_VERSION } from './package-root.js';
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

const DRAIN_MS = 8_000;
/** How long kept connections may send their last request. */
const LINGER_MS = 1_000;
/** A client that is still connected then sends or reads too slowly. */
const CUT_MS = 1_000;

/**
 * Puts the gateway together. The only place that constructs parts. Where one of them fails, those before it are closed.
 * @throws Error in one line for a grants file, credential source or client that cannot be used
 */
export async function createApp(config: Config, secrets: Secrets, overrides: Overrides = {}): Promise<App> {
  const logger = overrides.logger ?? createLogger({ level: config.logLevel });
  await using starting = new OpenedParts(logger);

  // Who may do what, and which documents are run.
  const authenticator = await createAppAuthenticator(config.auth, logger);
  const keys = createKeysReadiness(authenticator);
  const grants = await createAppGrants(config, logger);
  const { authorize, selectClaims } = grants;
  const documents = createDocumentRules(config);

  // What is outside of the process.
  const { upstream, emulatorEndpoint } = await openAppUpstream(config, secrets, overrides, starting);
  const store = await openAppStore(config, secrets, logger);
  starting.defer('store', () => store.close());
  const info = { client: upstream.client, version: PACKAGE_VERSION };
  const telemetry = await createTelemetry(config, secrets, logger, info);
  starting.defer('telemetry', () => telemetry.close());
  const { metrics } = telemetry;

  // The way of an action: service, ledger, guard, upstream. Jobs take the same.
  const guard = createAppGuard(config, { store, metrics, logger, overrides });
  const guarded = interceptUpstream(upstream.live, [
    telemetry.calls,
    guardUpstream(guard),
    telemetry.attempts,
  ]);
  const writer = overrides.ledger ?? createAppLedgerWriter(config, store, telemetry, logger);
  const observed = createStreams(config, { authorize, ledger: writer, upstream: guarded, logger });
  const streams = { directory: observed.directory, service: telemetry.service(observed.service) };
  const jobs = createBulk(config, { store, authorize, selectClaims, logger, ...streams });

  // The way of a request: HTTP, GraphQL.
  const bulkResumes = overrides.bulkResumes ?? jobs.bulkResumes;
  const ledger = overrides.ledger ?? store.ledger;
  const resolved = { streams, ledger, authorize, guard, bulkResumes };
  const apollo = await createAppGraphql(config, { ...resolved, logger, metrics });
  const health = createAppHealth(config, { upstream, telemetry, keys, store, guard });
  const served = { apollo, authenticator, documents, health, telemetry };
  const { server, closeStreams } = createEdge(config, { ...served, logger, overrides });
  const closing = createClosing(server);

  const opened = starting.move();
  return {
    token: authenticator.token,
    emulatorEndpoint,
    client: upstream.client,
    reload: () => grants.reload(),
    async listen() {
      await Promise.all([apollo.start(), keys.warmUp(), warmUpCredentials(upstream, logger)]);
      opened.defer('graphql', () => apollo.stop());
      server.listen(config.port, config.host);
      await once(server, 'listening');
      health.started();
      logger.info({ client: upstream.client }, 'started');
      jobs.worker.start();
      store.startRetention();
      return { url: toUrl(server.address() as AddressInfo) };
    },
    async close(drainMs = DRAIN_MS) {
      health.draining();
      closeStreams();
      const lingerMs = Math.min(drainMs, overrides.lingerMs ?? LINGER_MS);
      const drained = closing.linger(lingerMs).then(() => guard.drain(drainMs - lingerMs));
      await Promise.all([jobs.worker.close(), drained]);
      await closing.close(CUT_MS);
      await opened[Symbol.asyncDispose]();
    },
  };
}

function toUrl({ address, family, port }: AddressInfo): string {
  const host = family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}/graphql`;
}
