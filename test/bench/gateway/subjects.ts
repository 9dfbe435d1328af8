import { join } from 'node:path';
import { AUDIENCE, ISSUER } from '../../support/jwks-server.js';
import { RESUME } from '../../support/queries.js';
import { DEMO_KEYS, toUpstreamEnv } from '../../support/upstream-env.js';
import { type Program } from './metered.js';

export interface Subject {
  readonly name: string;
  readonly program: Program;
  /** The query to send; undefined for an endpoint that takes the three names as JSON. */
  readonly query: string | undefined;
  /** The token to send if the program prints none. */
  readonly token?: string | undefined;
}

/** The subjects that the gateway is compared with, by the letter of their targets. */
export const PLAIN = '(a) node:http + callApi';
export const YOGA = '(b) Yoga + callApi';
export const APOLLO = '(c) Apollo standalone + callApi';
export const PHYSICAL = '(d) physical reference';
export const OURS = 'ours';

/** The services and files that the rows of the gateway need. */
export interface Surroundings {
  readonly jwksUrl: string;
  readonly token: string;
  /** The folder for the files of a gateway. */
  readonly folder: string;
  readonly grantsFile: string;
  /** The address of a server that accepts spans. */
  readonly otlpUrl: string;
}

/** The complete gateway with its ledger on a disk. */
export const STARTED = 'ours + ledger (SQLite)';

/**
 * `GATEWAY_BENCH_NODE=/path/to/node` runs (a), (b) and (c) on another Node. (d) stays on the Node
 * of the benchmark, because undici requires a Node above 20.
 */
const OTHER_NODE = process.env['GATEWAY_BENCH_NODE'];

/** Not production mode, because it refuses a budget of 0 (no limit). Logs and metrics are on. */
const LIFTED = {
  PORT: '0',
  LOG_LEVEL: 'info',
  LIVE_CLIENT: 'core',
  AUTH_MODE: 'dev',
  BUDGET_RESUME_LIVE_STREAM: '0',
  DATABASE_URL: 'file::memory:',
};

const WITHOUT_LEDGER = join(import.meta.dirname, 'subjects', 'without-ledger.js');

/**
 * Returns more rows of the gateway by name, each with its other settings:
 * `GATEWAY_BENCH_ROWS='{"quiet": {"LOG_LEVEL": "warn"}}'`.
 */
function moreRows(): Readonly<Record<string, Record<string, string>>> {
  return JSON.parse(process.env['GATEWAY_BENCH_ROWS'] ?? '{}') as Record<string, Record<string, string>>;
}

export function toSubjects(endpoint: string, around: Surroundings): Subject[] {
  const { jwksUrl, token, folder, grantsFile, otlpUrl } = around;
  const upstream = { ...toUpstreamEnv(endpoint), ...DEMO_KEYS };
  const gateway = (
    name: string,
    env: Readonly<Record<string, string>>,
    script = WITHOUT_LEDGER,
  ): Subject => ({
    name,
    program: { script, env: { ...upstream, ...LIFTED, ...env } },
    query: RESUME,
    token,
  });
  const other = (name: string, file: string, query?: string, node = OTHER_NODE): Subject => ({
    name,
    program: { script: join(import.meta.dirname, 'subjects', file), env: upstream, node },
    query,
  });
  const production = {
    NODE_ENV: 'production',
    AUTH_MODE: 'jwt',
    AUTH_JWKS_URL: jwksUrl,
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: AUDIENCE,
    GRANTS_FILE: grantsFile,
    // Practically no limit, but every permit is still counted.
    BUDGET_RESUME_LIVE_STREAM: '100000',
    CALLER_REQUESTS_PER_SECOND: '100000',
  };
  return [
    gateway(OURS, {}),
    other(PLAIN, 'plain-sdk.js'),
    other(YOGA, 'yoga.js', RESUME),
    other(APOLLO, 'apollo.js', RESUME),
    other(PHYSICAL, 'physical.js', undefined, process.execPath),
    gateway('ours, production', production),
    gateway(STARTED, { DATABASE_URL: `file:${join(folder, 'gateway.db')}` }, 'dist/main.js'),
    gateway('ours + traces', { OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl }),
    ...Object.entries(moreRows()).map(([name, env]) => gateway(`ours, ${name}`, env)),
  ];
}
