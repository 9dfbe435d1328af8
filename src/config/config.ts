import { type AllowedOrigins } from './allowed-origins.js';
import { type Budgets } from './budgets.js';
import { type Env, type SettingFault } from './env.js';
import { type Secrets } from './secrets.js';

export type AuthConfig =
  | { readonly mode: 'jwt'; readonly jwksUrl: string; readonly issuer: string; readonly audience: string }
  | {
      readonly mode: 'dev';
      /** Keeps the key of development tokens; undefined where it lives as long as the process. */
      readonly tokenKeyFile: string | undefined;
    }
  | { readonly mode: 'none' };

/** The sign-in of the operator console. All values may be sent to a browser. */
export interface ConsoleConfig {
  /** OpenID Connect, authorization code with PKCE. Undefined if the gateway has no identity provider. */
  readonly oidc:
    | {
        /** AUTH_ISSUER. The discovery document is below this URL. */
        readonly issuer: string;
        readonly clientId: string;
        readonly scope: string;
        /** The audience to request access tokens for. */
        readonly audience: string;
      }
    | undefined;
}

/** The export of traces, from the variables of OpenTelemetry. Undefined if traces are not exported. */
export interface TelemetryConfig {
  readonly traces:
    | {
        /** The URL of an OTLP/HTTP receiver. */
        readonly url: string;
        readonly protocol: NonNullable<Env['OTEL_EXPORTER_OTLP_PROTOCOL']>;
        readonly timeoutMs: number;
        readonly resource: Readonly<Record<string, string>>;
        readonly sampler: NonNullable<Env['OTEL_TRACES_SAMPLER']>;
        readonly ratio: number;
        readonly scheduleDelayMs: number;
      }
    | undefined;
}

/** The settings of the gateway, without secrets. */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** The allowed host names in requests: any, the names of this machine, or this list. */
  readonly allowedHosts: 'any' | 'own' | readonly string[];
  readonly allowedOrigins: AllowedOrigins;
  /** The limit of actions of one caller, per second. 0 switches the limit off. */
  readonly callerRequestsPerSecond: number;
  /**
   * The limit of read points of one caller, per second. 0 switches the limit off. A query takes one point, and
   * one more for every 50 entries that it may return or read.
   */
  readonly callerReadsPerSecond: number;
  /** The path of the manifest of trusted documents. If it is set, other documents are refused. */
  readonly trustedDocuments: string | undefined;
  /** Whether the subgraph marks for its router which fields need a token. */
  readonly routerAuthentication: boolean;
  /** The allowed prefixes of the URLs for subscription callbacks of a router. */
  readonly subscriptionCallbacks: readonly string[];
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly requestTimeoutMs: number;
  readonly upstream: {
    readonly kind: 'emulator' | 'alibaba';
    readonly client: 'auto' | 'sdk' | 'core';
    readonly endpoint: string;
    readonly protocol: 'http' | 'https';
    readonly credentials: string;
    readonly timeoutMs: number;
    /** The file to which every sanitized exchange is appended. Undefined if exchanges are not recorded. */
    readonly recording: string | undefined;
  };
  readonly auth: AuthConfig;
  /** The operator console. Undefined if it is off. */
  readonly console: ConsoleConfig | undefined;
  readonly grantsFile: string | undefined;
  /** The path of the accounts file. Undefined if there is one account, named `default`. */
  readonly accountsFile: string | undefined;
  readonly store: {
    readonly kind: 'file' | 'postgres';
    readonly whenDown: 'refuse' | 'degrade';
    readonly replicas: number;
  };
  readonly budgets: Budgets;
  /** The duration of a forbid without an end, in hours. */
  readonly forbidHours: number;
  /** The time after which another replica takes over an item of a replica that has ended, in milliseconds. */
  readonly bulkLeaseMs: number;
  /** How long the ledger keeps an action, in days. */
  readonly ledgerRetentionDays: number;
  /** How long an event of a stream is kept, in days. */
  readonly eventRetentionDays: number;
  readonly telemetry: TelemetryConfig;
}

export interface Settings {
  readonly config: Config;
  readonly secrets: Secrets;
  /** The variables that look like misspelled settings, one line each, without values. */
  readonly warnings: readonly string[];
}

/**
 * The error for wrong settings: one line for each, without secrets. The warnings follow, since a misspelled name
 * may be the cause.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly SettingFault[];

  constructor(faults: readonly SettingFault[], warnings: readonly string[] = []) {
    super([...faults.map(({ variable, message }) => `${variable}: ${message}`), ...warnings].join('\n'));
    this.faults = faults;
  }
}
