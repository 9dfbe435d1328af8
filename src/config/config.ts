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

/** How the operator console signs people in. Everything in it may be sent to a browser. */
export interface ConsoleConfig {
  /** OpenID Connect, authorization code with PKCE; undefined where the gateway has no identity provider. */
  readonly oidc:
    | {
        /** AUTH_ISSUER, which is also where the discovery document is found. */
        readonly issuer: string;
        readonly clientId: string;
        readonly scope: string;
        /** The audience to request access tokens for. */
        readonly audience: string;
      }
    | undefined;
}

/** Where traces go, by OpenTelemetry's own variables; undefined: nowhere. */
export interface TelemetryConfig {
  readonly traces:
    | {
        /** Of an OTLP/HTTP receiver. */
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

/** The settings in force, without a secret in them. */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** The host names that requests may have: any, this machine's own, or these. */
  readonly allowedHosts: 'any' | 'own' | readonly string[];
  readonly allowedOrigins: AllowedOrigins;
  /** Requests a second of one caller; 0 lifts the limit. */
  readonly callerRequestsPerSecond: number;
  /**
   * Read points a second of one caller; 0 lifts the limit. A query costs one point, and one more for every 50 entries
   * that it may return or look up.
   */
  readonly callerReadsPerSecond: number;
  /** The manifest of the only documents that are answered. */
  readonly trustedDocuments: string | undefined;
  /** The subgraph marks for its router which fields need a token. */
  readonly routerAuthentication: boolean;
  /** What the addresses of a router's subscription callbacks may begin with. */
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
    /** The file to which every exchange is appended, sanitized; undefined: none is. */
    readonly recording: string | undefined;
  };
  readonly auth: AuthConfig;
  /** The operator console; undefined where it is off. */
  readonly console: ConsoleConfig | undefined;
  readonly grantsFile: string | undefined;
  /** The Alibaba accounts; undefined where there is one, called `default`. */
  readonly accountsFile: string | undefined;
  readonly store: {
    readonly kind: 'file' | 'postgres';
    readonly whenDown: 'refuse' | 'degrade';
    readonly replicas: number;
  };
  readonly budgets: Budgets;
  /** How long a forbid lasts that names no end. */
  readonly forbidHours: number;
  /** After which time an item of a replica that has gone away is taken by another. */
  readonly bulkLeaseMs: number;
  /** How long an action stays in the ledger. */
  readonly ledgerRetentionDays: number;
  /** How long an event of a stream is kept. */
  readonly eventRetentionDays: number;
  readonly telemetry: TelemetryConfig;
}

export interface Settings {
  readonly config: Config;
  readonly secrets: Secrets;
  /** Variables that look like a misspelled setting, one line each, without their values. */
  readonly warnings: readonly string[];
}

/** Every wrong setting at once, one line each, without a secret. The warnings follow, since they may be the cause. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly SettingFault[];

  constructor(faults: readonly SettingFault[], warnings: readonly string[] = []) {
    super([...faults.map(({ variable, message }) => `${variable}: ${message}`), ...warnings].join('\n'));
    this.faults = faults;
  }
}
