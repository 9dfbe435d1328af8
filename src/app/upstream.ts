import { type AccountConfig, type AccountSettings } from '../config/account-config.js';
import { type Config } from '../config/config.js';
import { type Secrets } from '../config/secrets.js';
import { MemoryPermitStore } from '../guard/budget/permit-store.memory.js';
import { type Store } from '../store/open-store.js';
import { systemClock } from '../stream/clock.js';
import { type CallbackSettings } from '../stream/callback-settings.js';
import { type CredentialOptions } from '../stream/credential-options.js';
import { type Logger } from '../telemetry/logger.js';
import { createUpstream, type Upstream } from '../upstream/index.js';
import { type ExchangeObserver } from '../upstream/recording/exchange-observer.js';
import { toSource } from '../upstream/recording/recorded-exchange.js';
import { type Recorder } from '../upstream/recording/recorder.js';
import { Account } from './account.js';
import { Accounts } from './accounts.js';
import { createAppGuard } from './guard.js';
import { type Overrides } from './overrides.js';
import { type Telemetry } from './telemetry.js';

export interface AccountsParts {
  readonly store: Store;
  readonly telemetry: Telemetry;
  readonly logger: Logger;
  readonly overrides: Overrides;
  /** The endpoint of the emulator. Undefined if the gateway uses ApsaraVideo Live. */
  readonly emulatorEndpoint: string | undefined;
  /** The recorder of exchanges. */
  readonly recorder: Recorder | undefined;
}

/** Creates the accounts without any account. `apply` opens those of the settings. */
export function createAccounts(config: Config, parts: AccountsParts): Accounts {
  const { store, telemetry, logger, overrides } = parts;
  const { timeoutMs } = config.upstream;
  const openUpstream = (account: AccountConfig, credentials: CredentialOptions): Promise<Upstream> =>
    openAppUpstream(config, account, credentials, parts);
  // If an account is removed and added again, its spent permits still count.
  const permits = new Map<string, MemoryPermitStore>();
  const permitsOf = (name: string): MemoryPermitStore => {
    const known = permits.get(name) ?? new MemoryPermitStore(overrides.guard?.clock ?? systemClock);
    permits.set(name, known);
    return known;
  };
  return new Accounts(async (account, credentials) => {
    const upstream = await openUpstream(account, credentials);
    const observed = telemetry.account(account.name);
    const guard = createAppGuard(config, account, {
      store,
      metrics: observed.guard,
      permits: permitsOf(account.name),
      logger,
      overrides,
    });
    return new Account(account, credentials, {
      upstream,
      guard,
      telemetry: observed,
      openUpstream,
      logger,
      timeoutMs,
    });
  });
}

function openAppUpstream(
  config: Config,
  account: AccountConfig,
  credentials: CredentialOptions,
  { overrides, emulatorEndpoint, recorder }: AccountsParts,
): Promise<Upstream> {
  const { client, timeoutMs, protocol } = config.upstream;
  const place =
    emulatorEndpoint === undefined
      ? { endpoint: account.endpoint, protocol }
      : { endpoint: emulatorEndpoint, protocol: 'http' as const };
  const mark = { source: emulatorEndpoint === undefined ? toSource(account.endpoint) : 'emulator' } as const;
  const onExchange: ExchangeObserver | undefined =
    recorder === undefined
      ? undefined
      : (exchange) => {
          recorder.record(exchange, mark);
        };
  return createUpstream({ client, timeoutMs, credentials, onExchange, ...place, ...overrides.upstream });
}

/**
 * Returns the accounts of a gateway without an accounts file: one account, or with the emulator the accounts of
 * the emulator.
 */
export function toFixedAccounts(
  { upstream: { credentials, endpoint }, budgets }: Config,
  secrets: Secrets,
  emulated: readonly EmulatedAccount[],
): AccountSettings {
  const { callbacks } = secrets;
  const played = emulated.map(({ name, domains, callbackSecret, ...keys }) => ({
    name,
    domains,
    callbacks: callbackSecret === undefined ? callbacks : toOwn(callbacks, callbackSecret),
    options: { type: 'access_key' as const, ...keys },
  }));
  const all =
    secrets.credentials === undefined
      ? played
      : [{ name: 'default', domains: ['*'], callbacks, options: secrets.credentials }];
  return {
    accounts: all.map(({ name, domains }) => ({ name, domains, credentials, endpoint, budgets })),
    credentials: new Map(all.map(({ name, options }) => [name, options])),
    callbacks: new Map(all.map((account) => [account.name, account.callbacks])),
    files: [],
  };
}

/** Adds the callback secret of the emulator to those of the settings. */
function toOwn({ secrets, authKeys }: CallbackSettings, secret: string): CallbackSettings {
  return { secrets: [...secrets, secret], authKeys };
}

/** An account of the emulator. */
export interface EmulatedAccount {
  readonly name: string;
  readonly domains: readonly string[];
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** The secret of the callbacks that the emulator sends to this gateway. */
  readonly callbackSecret?: string | undefined;
}
