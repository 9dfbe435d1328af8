import { isLoopback, isPrivateUrl } from '../stream/loopback.js';
import { toBudgets } from './budgets.js';
import { toConsole } from './console.js';
import { type AuthConfig, type Config, ConfigError, type Settings } from './config.js';
import { type Env, readEnv, type SettingFault } from './env.js';
import { maskUrl } from './mask-url.js';
import { findMisspelledSettings, toWarning } from './misspelled.js';
import { productionFaults } from './production.js';
import { DEFAULT_DATABASE_URL, IN_MEMORY, toCredentials } from './secrets.js';
import { toOtlpHeaders, toTelemetry } from './telemetry.js';

const DEFAULT_TOKEN_KEY_FILE = './data/dev-token-key.json';
/** The endpoint of ApsaraVideo Live, which serves all regions. */
export const DEFAULT_ENDPOINT = 'live.aliyuncs.com';

/**
 * Reads the settings from the environment.
 * @throws ConfigError with every fault: the variable, its value and the allowed values
 */
export function readConfig(source: Readonly<Record<string, string | undefined>>): Settings {
  const { env, faults } = readEnv(source);
  const config = toConfig(env, faults);
  checkAccountsFile(env, faults);
  checkCallbacks(env, faults);
  const isAlone = config.upstream.kind === 'alibaba' && config.accountsFile === undefined;
  const credentials = isAlone ? toCredentials(env, faults) : undefined;
  if (config.production) faults.push(...productionFaults(env, config));
  const warnings = findMisspelledSettings(source).map(toWarning);
  if (faults.length > 0) throw new ConfigError(faults, warnings);
  const secrets = {
    credentials,
    callbacks: { secrets: env.LIVE_CALLBACK_SECRET ?? [], authKeys: env.LIVE_CALLBACK_AUTH_KEY ?? [] },
    databaseUrl: env.DATABASE_URL ?? DEFAULT_DATABASE_URL,
    listenUrl: env.DATABASE_LISTEN_URL,
    otlpHeaders: toOtlpHeaders(env),
    readVariable: (name: string) => source[name],
  };
  return { config: deepFreeze(config), secrets: deepFreeze(secrets), warnings };
}

function toConfig(env: Env, faults: SettingFault[]): Config {
  const host = env.HOST ?? '127.0.0.1';
  const hasKey = env.ALIBABA_CLOUD_ACCESS_KEY_ID !== undefined || env.LIVE_CREDENTIALS !== undefined;
  const isReal = hasKey || env.LIVE_ACCOUNTS_FILE !== undefined;
  const kind = env.LIVE_UPSTREAM ?? (isReal ? 'alibaba' : 'emulator');
  const auth = toAuth(env, kind, host, faults);
  const production = env.NODE_ENV === 'production';
  return {
    production,
    host,
    port: env.PORT ?? 4000,
    allowedHosts: env.ALLOWED_HOSTS ?? (isDeployed(production, auth, host) ? 'any' : 'own'),
    allowedOrigins: {
      origins: env.ALLOWED_ORIGINS?.origins ?? [],
      any: env.ALLOWED_ORIGINS?.any ?? false,
      // A front end under development uses another port.
      anyLoopback: kind === 'emulator' && !production && isLoopback(host),
    },
    // In the other modes, all requests have the same caller.
    callerRequestsPerSecond: env.CALLER_REQUESTS_PER_SECOND ?? (auth.mode === 'jwt' ? 20 : 0),
    callerReadsPerSecond: env.CALLER_READS_PER_SECOND ?? (auth.mode === 'jwt' ? 200 : 0),
    trustedDocuments: env.TRUSTED_DOCUMENTS,
    routerAuthentication: env.ROUTER_AUTHENTICATION === 'on',
    subscriptionCallbacks: env.SUBSCRIPTION_CALLBACKS ?? [],
    logLevel: env.LOG_LEVEL ?? 'info',
    requestTimeoutMs: env.REQUEST_TIMEOUT_MS ?? 10_000,
    upstream: {
      kind,
      client: env.LIVE_CLIENT ?? 'auto',
      endpoint: env.LIVE_ENDPOINT ?? DEFAULT_ENDPOINT,
      protocol: env.LIVE_PROTOCOL ?? 'https',
      credentials: toCredentialType(env, kind),
      timeoutMs: env.LIVE_TIMEOUT_MS ?? 5_000,
      recording: env.LIVE_RECORD,
    },
    auth,
    console: toConsole(env, auth, faults),
    grantsFile: env.GRANTS_FILE,
    accountsFile: env.LIVE_ACCOUNTS_FILE,
    store: {
      kind: env.DATABASE_URL?.startsWith('postgres') === true ? 'postgres' : 'file',
      whenDown: env.STORE_DOWN ?? 'refuse',
      replicas: env.REPLICAS ?? 1,
    },
    budgets: toBudgets(env),
    forbidHours: env.FORBID_HOURS ?? 24,
    bulkLeaseMs: env.BULK_LEASE_MS ?? 15_000,
    ledgerRetentionDays: env.LEDGER_RETENTION_DAYS ?? 400,
    eventRetentionDays: env.EVENT_RETENTION_DAYS ?? 30,
    telemetry: toTelemetry(env),
  };
}

function toCredentialType(env: Env, kind: string): string {
  if (env.LIVE_ACCOUNTS_FILE !== undefined) return 'accounts file';
  return kind === 'emulator' ? 'emulator' : (env.LIVE_CREDENTIALS ?? 'env');
}

/**
 * Checks that no setting conflicts with the accounts file. The file has the keys of all accounts, and cannot be
 * used with the emulator.
 */
function checkAccountsFile(env: Env, faults: SettingFault[]): void {
  if (env.LIVE_ACCOUNTS_FILE === undefined) return;
  for (const variable of ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'LIVE_CREDENTIALS'] as const)
    if (env[variable] !== undefined)
      faults.push({
        variable,
        message: 'is not allowed with LIVE_ACCOUNTS_FILE; set the credential source there',
      });
  for (const variable of ['LIVE_CALLBACK_SECRET', 'LIVE_CALLBACK_AUTH_KEY'] as const)
    if (env[variable] !== undefined)
      faults.push({
        variable,
        message:
          'is not allowed with LIVE_ACCOUNTS_FILE; set it for each account, with the prefix of the account',
      });
  if (env.LIVE_UPSTREAM === 'emulator')
    faults.push({ variable: 'LIVE_UPSTREAM', message: '"emulator" is not allowed with LIVE_ACCOUNTS_FILE' });
}

function checkCallbacks(env: Env, faults: SettingFault[]): void {
  if (env.LIVE_CALLBACK_AUTH_KEY !== undefined && env.LIVE_CALLBACK_SECRET === undefined)
    faults.push({ variable: 'LIVE_CALLBACK_SECRET', message: 'is not set; LIVE_CALLBACK_AUTH_KEY needs it' });
  if (env.DATABASE_LISTEN_URL !== undefined && env.DATABASE_URL?.startsWith('postgres') !== true)
    faults.push({ variable: 'DATABASE_LISTEN_URL', message: 'needs a DATABASE_URL for PostgreSQL' });
}

/**
 * Checks whether the gateway is probably behind a proxy. Then its public names are not known, and a page that
 * reaches it has no token.
 */
function isDeployed(production: boolean, auth: AuthConfig, host: string): boolean {
  return production || (auth.mode === 'jwt' && !isLoopback(host));
}

function toAuth(env: Env, upstream: string, host: string, faults: SettingFault[]): AuthConfig {
  const { AUTH_JWKS_URL: jwksUrl, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience } = env;
  const mode = env.AUTH_MODE ?? (jwksUrl === undefined ? undefined : 'jwt');
  if (env.DEV_TOKEN_KEY_FILE !== undefined && ((mode ?? 'dev') !== 'dev' || upstream !== 'emulator'))
    faults.push({
      variable: 'DEV_TOKEN_KEY_FILE',
      message: 'is for AUTH_MODE=dev with LIVE_UPSTREAM=emulator only; leave it out',
    });
  if (mode === 'jwt') {
    for (const name of ['AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE'] as const)
      if (env[name] === undefined)
        faults.push({ variable: name, message: 'is not set; AUTH_MODE=jwt needs it' });
    // An attacker who can change the keys in transit can sign tokens.
    if (jwksUrl !== undefined && !isPrivateUrl(jwksUrl))
      faults.push({
        variable: 'AUTH_JWKS_URL',
        message: `${JSON.stringify(maskUrl(jwksUrl))} is not allowed; use https, or http on a loopback address, without a user name`,
      });
    return { mode, jwksUrl: jwksUrl ?? '', issuer: issuer ?? '', audience: audience ?? '' };
  }
  if (mode === 'none' && !isLoopback(host))
    faults.push({ variable: 'AUTH_MODE', message: '"none" is allowed only with a loopback HOST; use jwt' });
  if (mode === undefined && upstream !== 'emulator' && env.NODE_ENV !== 'production')
    faults.push({
      variable: 'AUTH_MODE',
      message:
        'is not set, and the real upstream has no default; set AUTH_JWKS_URL, AUTH_ISSUER and AUTH_AUDIENCE',
    });
  if (mode === 'dev' && upstream !== 'emulator' && !isLoopback(host))
    faults.push({
      variable: 'AUTH_MODE',
      message: '"dev" with the real upstream is allowed only with a loopback HOST; use jwt',
    });
  if (mode === 'none') return { mode };
  return { mode: 'dev', tokenKeyFile: upstream === 'emulator' ? toTokenKeyFile(env) : undefined };
}

/** A gateway that keeps nothing keeps no key. */
function toTokenKeyFile(env: Env): string | undefined {
  const isKept = env.DATABASE_URL !== IN_MEMORY;
  return env.DEV_TOKEN_KEY_FILE ?? (isKept ? DEFAULT_TOKEN_KEY_FILE : undefined);
}

function deepFreeze<T extends object>(value: T): T {
  for (const member of Object.values(value))
    if (typeof member === 'object' && member !== null) deepFreeze(member as object);
  return Object.freeze(value);
}
