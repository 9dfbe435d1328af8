import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { createKeysReadiness } from './access/keys-readiness.js';
import { createAppAuthenticator, createAppGrants } from './app/access.js';
import { openAccounts } from './app/account-settings.js';
import { createBulk } from './app/bulk.js';
import { createEvents } from './app/events.js';
import { createEdge } from './app/edge.js';
import { createAppGraphql, createDocumentRules } from './app/graphql.js';
import { startEmulator } from './app/emulator.js';
import { createAppHealth } from './app/health.js';
import { createAppRecorder } from './app/recording.js';
import { OpenedParts } from './app/opened-parts.js';
import { type Overrides } from './app/overrides.js';
import { createAppLedgerWriter, openAppStore } from './app/store.js';
import { createStreams } from './app/streams.js';
import { createTelemetry } from './app/telemetry.js';
import { createAccounts } from './app/upstream.js';
import { type Config } from './config/config.js';
import { type Secrets } from './config/secrets.js';
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
  /**
   * Reads the grants file and the accounts file again. Returns whether both were valid; an invalid one leaves what it
   * set before in force.
   */
  reload(): Promise<boolean>;
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
 * @throws Error in one line for a grants file, accounts file, credential source or client that cannot be used
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
  const emulator = config.upstream.kind === 'emulator' ? await startEmulator(overrides, starting) : undefined;
  const store = await openAppStore(config, secrets, logger);
  starting.defer('store', () => store.close());
  const info = {
    version: PACKAGE_VERSION,
    get client() {
      return accounts.client;
    },
  };
  const telemetry = await createTelemetry(config, secrets, logger, info);
  starting.defer('telemetry', () => telemetry.close());
  const { metrics } = telemetry;

  // The accounts, each with its guard.
  const recorder = await createAppRecorder(config, logger);
  starting.defer('recording', async () => recorder?.close());
  const parts = { store, telemetry, logger, overrides, emulatorEndpoint: emulator?.endpoint, recorder };
  const accounts = createAccounts(config, parts);
  starting.defer('accounts', () => accounts.close());
  const reload = await openAccounts(config, secrets, { accounts, logger, emulator });
  starting.defer('accounts', () => {
    reload.close();
    return Promise.resolve();
  });

  // The way of an action: service, ledger, account. Jobs take the same.
  const writer = overrides.ledger ?? createAppLedgerWriter(config, store, telemetry, logger);
  const observed = createStreams(config, { accounts, authorize, ledger: writer, upstream: accounts, logger });
  const streams = { directory: observed.directory, service: telemetry.service(observed.service, accounts) };
  const jobs = createBulk(config, { accounts, store, authorize, selectClaims, logger, ...streams });

  // What happens to streams, and who follows it.
  const { directory } = observed;
  const ledger = overrides.ledger ?? store.ledger;
  const isNamedInGrants = grants.namesDomain;
  const events = createEvents({ accounts, directory, isNamedInGrants, ledger, store, metrics, logger });
  starting.defer('events', () => events.close());

  // The way of a request: HTTP, GraphQL.
  const bulkResumes = overrides.bulkResumes ?? jobs.bulkResumes;
  const readCallBudgets = () => accounts.budgets();
  const resolved = { streams, ledger, authorize, accounts, readCallBudgets, bulkResumes, events };
  const apollo = await createAppGraphql(config, { ...resolved, logger, metrics });
  const health = createAppHealth(config, { accounts, keys, store });
  const served = { apollo, authenticator, callbacks: events.callbacks, documents, health, telemetry };
  const { server, closeStreams } = createEdge(config, { ...served, logger, overrides });
  const closing = createClosing(server);

  const opened = starting.move();
  return {
    token: authenticator.token,
    emulatorEndpoint: emulator?.endpoint,
    client: accounts.client,
    reload: async () => [grants.reload(), await reload.reload()].every(Boolean),
    async listen() {
      await Promise.all([apollo.start(), keys.warmUp(), accounts.warmUp()]);
      opened.defer('graphql', () => apollo.stop());
      server.listen(config.port, config.host);
      await once(server, 'listening');
      health.started();
      logger.info({ client: accounts.client }, 'started');
      jobs.worker.start();
      store.startRetention();
      events.start();
      const url = toUrl(server.address() as AddressInfo);
      emulator?.callBack(new URL(url).origin);
      return { url };
    },
    async close(drainMs = DRAIN_MS) {
      health.draining();
      closeStreams();
      const lingerMs = Math.min(drainMs, overrides.lingerMs ?? LINGER_MS);
      const drained = closing.linger(lingerMs).then(() => accounts.drain(drainMs - lingerMs));
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
