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

/** A gateway that is assembled, but not yet listening. */
export interface App {
  /** The development token, only in `dev` mode. */
  readonly token: string | undefined;
  /** The endpoint of the emulator, if the gateway runs one. */
  readonly emulatorEndpoint: string | undefined;
  /** The client for ApsaraVideo Live. */
  readonly client: ClientName;
  /**
   * Starts to listen.
   * @throws Error if the port is in use
   */
  listen(): Promise<{ readonly url: string }>;
  /**
   * Reads the grants file and the accounts file again. Returns whether both are valid. If a file is invalid, its
   * previous settings stay in force.
   */
  reload(): Promise<boolean>;
  /** Stops accepting requests, answers waiting requests within `drainMs`, and waits for sent calls. */
  close(drainMs?: number): Promise<void>;
}

const DRAIN_MS = 8_000;
/**
 * How long open connections may send their last request, in milliseconds. In production it is longer than the timeout
 * in the header `Keep-Alive`: clients that follow the header have then closed their idle connections. In development a
 * fast stop is more useful.
 */
const LINGER_MS = { jwt: 5_000, dev: 1_000, none: 1_000 };
/** The time after which remaining connections are cut, in milliseconds. Their clients send or read too slowly. */
const CUT_MS = 1_000;

/**
 * Assembles the gateway. All parts are created here. If one part fails, the parts before it are closed.
 * @throws Error with one line for a grants file, accounts file, credential source or client that cannot be used
 */
export async function createApp(config: Config, secrets: Secrets, overrides: Overrides = {}): Promise<App> {
  const logger = overrides.logger ?? createLogger({ level: config.logLevel });
  await using starting = new OpenedParts(logger);

  // Authentication, grants and the rules for documents.
  const authenticator = await createAppAuthenticator(config.auth, logger);
  const keys = createKeysReadiness(authenticator);
  const grants = await createAppGrants(config, logger);
  const { authorize, selectClaims } = grants;
  const documents = createDocumentRules(config);

  // The parts outside the process: emulator, store and telemetry.
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

  // The path of an action: service, ledger and account. Jobs use the same path.
  const writer = overrides.ledger ?? createAppLedgerWriter(config, store, telemetry, logger);
  const observed = createStreams(config, { accounts, authorize, ledger: writer, upstream: accounts, logger });
  const streams = { directory: observed.directory, service: telemetry.service(observed.service, accounts) };
  const jobs = createBulk(config, { accounts, store, authorize, selectClaims, logger, ...streams });

  // The events of streams, and their subscribers.
  const { directory } = observed;
  const ledger = overrides.ledger ?? store.ledger;
  const isNamedInGrants = grants.namesDomain;
  const events = createEvents({ accounts, directory, isNamedInGrants, ledger, store, metrics, logger });
  starting.defer('events', () => events.close());

  // The path of a request: HTTP and GraphQL.
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
      const lingerMs = Math.min(drainMs, overrides.lingerMs ?? LINGER_MS[config.auth.mode]);
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
