import { z } from 'zod';
import { originList } from './allowed-origins.js';
import { BUDGET_VARIABLES } from './budgets.js';
import { CALLBACK_SECRET, toCallbackSecrets } from './callback-secrets.js';
import { maskUrls } from './mask-url.js';
import { OTEL_VARIABLES } from './otel-variables.js';
import { choice, milliseconds, secret, text, url, variable, type Variable, wholeNumber } from './variable.js';

export const HOST_AND_PORT = /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?$/;
const hostAndPort = variable(
  z
    .string()
    .regex(HOST_AND_PORT)
    .refine((value) => URL.canParse(`http://${value}`)),
  'host or host:port, without scheme or path',
);

const HOST_NAME = /^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/;
const hostNames = variable(
  z
    .string()
    .transform((value) => value.split(',').map((name) => name.trim()))
    .pipe(z.array(z.string().max(253).regex(HOST_NAME)).min(1).max(100)),
  'host names without port, separated by commas',
);

const callbackUrls = variable(
  z
    .string()
    .transform((value) => value.split(',').map((one) => one.trim()))
    .pipe(
      z
        .array(z.string().refine((one) => /^https?:\/\//.test(one) && URL.canParse(one)))
        .min(1)
        .max(20),
    ),
  'http or https URLs, separated by commas',
);

/** One secret, or two during a rotation. */
const callbackSecrets = variable(
  z
    .string()
    .transform(toCallbackSecrets)
    .pipe(z.array(z.string().regex(CALLBACK_SECRET)).min(1).max(2)),
  'one or two values of 16 to 64 letters and digits, separated by a comma',
  true,
);

/** Every environment variable that the gateway reads, once. */
export const VARIABLES = {
  HOST: variable(z.string().regex(/^[A-Za-z0-9.:-]+$/), 'an address or host name to listen on'),
  PORT: variable(wholeNumber(0, 65_535), 'a port, 0 to 65535; 0 selects a free port'),
  NODE_ENV: choice('production', 'development', 'test'),
  ALLOWED_HOSTS: hostNames,
  ALLOWED_ORIGINS: originList,
  CALLER_REQUESTS_PER_SECOND: variable(
    wholeNumber(0, 100_000),
    'requests a second, a whole number up to 100000; 0 switches the limit off',
  ),
  CALLER_READS_PER_SECOND: variable(
    wholeNumber(0, 1_000_000),
    'read points a second, a whole number up to 1000000; 0 switches the limit off',
  ),
  TRUSTED_DOCUMENTS: text,
  CONSOLE: choice('on', 'off'),
  CONSOLE_OIDC_CLIENT_ID: text,
  CONSOLE_OIDC_SCOPE: text,
  CONSOLE_OIDC_AUDIENCE: text,
  ROUTER_AUTHENTICATION: choice('on', 'off'),
  SUBSCRIPTION_CALLBACKS: callbackUrls,
  LIVE_UPSTREAM: choice('emulator', 'alibaba'),
  LIVE_ENDPOINT: hostAndPort,
  LIVE_PROTOCOL: choice('http', 'https'),
  LIVE_CLIENT: choice('auto', 'sdk', 'core'),
  LIVE_TIMEOUT_MS: milliseconds(50, 120_000),
  LIVE_RECORD: text,
  REQUEST_TIMEOUT_MS: milliseconds(50, 600_000),
  LIVE_CALLBACK_SECRET: callbackSecrets,
  LIVE_CALLBACK_AUTH_KEY: callbackSecrets,
  LIVE_ACCOUNTS_FILE: text,
  LIVE_CREDENTIALS: choice('env', 'ecs_ram_role', 'oidc_role_arn', 'ram_role_arn', 'credentials_uri'),
  ALIBABA_CLOUD_ACCESS_KEY_ID: secret,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret,
  ALIBABA_CLOUD_SECURITY_TOKEN: secret,
  ALIBABA_CLOUD_ROLE_ARN: secret,
  ALIBABA_CLOUD_ROLE_SESSION_NAME: text,
  ALIBABA_CLOUD_OIDC_PROVIDER_ARN: secret,
  ALIBABA_CLOUD_OIDC_TOKEN_FILE: text,
  ALIBABA_CLOUD_ECS_METADATA: text,
  ALIBABA_CLOUD_CREDENTIALS_URI: url(/^https?:/, 'an http or https URL', true),
  AUTH_MODE: choice('jwt', 'dev', 'none'),
  DEV_TOKEN_KEY_FILE: text,
  AUTH_JWKS_URL: url(/^https?:/, 'an http or https URL'),
  AUTH_ISSUER: text,
  AUTH_AUDIENCE: text,
  GRANTS_FILE: text,
  DATABASE_URL: url(/^(?:file|postgres|postgresql):/, 'file:PATH or postgres://…', true),
  DATABASE_LISTEN_URL: url(/^(?:postgres|postgresql):/, 'postgres://…', true),
  STORE_DOWN: choice('refuse', 'degrade'),
  REPLICAS: variable(wholeNumber(1, 1_000), 'a whole number, 1 to 1000'),
  LOG_LEVEL: choice('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  ...BUDGET_VARIABLES,
  FORBID_HOURS: variable(wholeNumber(1, 4_320), 'a whole number of hours, 1 to 4320'),
  BULK_LEASE_MS: milliseconds(500, 600_000),
  LEDGER_RETENTION_DAYS: variable(wholeNumber(1, 3_650), 'a whole number of days, 1 to 3650'),
  EVENT_RETENTION_DAYS: variable(wholeNumber(1, 3_650), 'a whole number of days, 1 to 3650'),
  ...OTEL_VARIABLES,
} as const satisfies Record<string, Variable<unknown>>;

export type VariableName = keyof typeof VARIABLES;

/** The variables that are set, each with its type. */
export type Env = { readonly [Name in VariableName]?: z.output<(typeof VARIABLES)[Name]['schema']> };

/** A setting with an invalid value. */
export interface SettingFault {
  readonly variable: string;
  readonly message: string;
}

/**
 * Reads every known variable. An empty variable counts as unset, because compose files write unset variables as
 * empty.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>): {
  env: Env;
  faults: SettingFault[];
} {
  const env: Record<string, unknown> = {};
  const faults: SettingFault[] = [];
  for (const [name, definition] of Object.entries<Variable<unknown>>(VARIABLES)) {
    const value = source[name];
    if (value === undefined || value === '') continue;
    const read = definition.schema.safeParse(value);
    if (read.success) env[name] = read.data;
    else
      faults.push({
        variable: name,
        message: `${toShown(value, definition)} is not allowed; use ${definition.allowed}`,
      });
  }
  return { env, faults };
}

/** Returns a refused value in printable form. A secret that is not a URL is not printed at all. */
function toShown(value: string, { secret, isUrl }: Variable<unknown>): string {
  const isHidden = secret === true && !(isUrl === true && value.includes('://') && URL.canParse(value));
  return isHidden ? 'its value' : JSON.stringify(maskUrls(value));
}
