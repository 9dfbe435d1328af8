import { type AccountConfig } from '../config/account-config.js';
import { type Guard } from '../guard/guard.js';
import { guardUpstream } from '../guard/guarded-upstream.js';
import { type CredentialOptions } from '../stream/credential-options.js';
import { Unusable } from '../stream/reasons.js';
import { type UpstreamCall, type UpstreamInterceptor } from '../stream/upstream.js';
import { type Logger } from '../telemetry/logger.js';
import { type ClientName, type Upstream } from '../upstream/index.js';
import { toLimits } from './guard.js';
import { type AccountTelemetry } from './telemetry.js';

export type OpenUpstream = (account: AccountConfig, credentials: CredentialOptions) => Promise<Upstream>;

export interface AccountParts {
  readonly upstream: Upstream;
  readonly guard: Guard;
  readonly telemetry: AccountTelemetry;
  readonly openUpstream: OpenUpstream;
  readonly logger: Logger;
  /** How long a sent call may still take, in milliseconds. */
  readonly timeoutMs: number;
}

/** One Alibaba account with its keys, connections, budgets and circuit breaker. */
export class Account {
  readonly guard: Guard;
  /** Makes a call through telemetry and guard, with the current keys. */
  readonly call: UpstreamCall;
  readonly #parts: AccountParts;
  #config: AccountConfig;
  #credentials: CredentialOptions;
  #upstream: Upstream;
  /** The replaced upstreams, whose calls may finish. */
  readonly #retired = new Map<Upstream, NodeJS.Timeout>();

  constructor(config: AccountConfig, credentials: CredentialOptions, parts: AccountParts) {
    const { guard, telemetry, upstream } = parts;
    this.#config = config;
    this.#credentials = credentials;
    this.#parts = parts;
    this.#upstream = upstream;
    this.guard = guard;
    const send: UpstreamCall = (operation, request, context) =>
      this.#upstream.live.call(operation, request, context);
    this.call = intercept(send, [telemetry.calls, guardUpstream(guard), telemetry.attempts]);
  }

  get config(): AccountConfig {
    return this.#config;
  }

  get client(): ClientName {
    return this.#upstream.client;
  }

  /**
   * Fetches the keys. If the source has no keys yet, the start continues, and readiness fails with the same
   * reason.
   */
  async warmUp(): Promise<void> {
    try {
      await this.#upstream.warmUp();
    } catch (thrown) {
      const reason = thrown instanceof Unusable ? thrown.reason : 'unknown';
      const { logger } = this.#parts;
      logger.error({ account: this.#config.name, reason }, 'no credentials yet');
    }
  }

  /**
   * Checks the keys of the account.
   * @throws Unusable while the account has no keys, or the upstream rejects them
   */
  async check(): Promise<void> {
    await this.#upstream.warmUp();
    this.#parts.telemetry.checkCredentials();
  }

  /**
   * Prepares new settings. They take effect only when `apply` is called.
   * @throws Error if the new keys or the new endpoint cannot be used
   */
  async prepare(
    config: AccountConfig,
    credentials: CredentialOptions,
  ): Promise<{ apply(): void; discard(): Promise<void> }> {
    const isSame = config.endpoint === this.#config.endpoint && isEqual(credentials, this.#credentials);
    const upstream = isSame ? undefined : await this.#parts.openUpstream(config, credentials);
    return {
      apply: () => {
        this.#config = config;
        this.#credentials = credentials;
        if (upstream !== undefined) this.#replace(upstream);
        this.guard.setLimits(toLimits(config.budgets));
      },
      discard: async () => upstream?.close(),
    };
  }

  async close(): Promise<void> {
    this.#parts.telemetry.guard.close();
    const retired = [...this.#retired];
    this.#retired.clear();
    for (const [, timer] of retired) clearTimeout(timer);
    await Promise.all([this.#upstream, ...retired.map(([upstream]) => upstream)].map((one) => one.close()));
  }

  #replace(upstream: Upstream): void {
    const former = this.#upstream;
    this.#upstream = upstream;
    const timer = setTimeout(() => {
      this.#retired.delete(former);
      void former.close();
    }, this.#parts.timeoutMs + GRACE_MS);
    this.#retired.set(former, timer.unref());
  }
}

const GRACE_MS = 1_000;

/** Wraps a call with interceptors. The first interceptor is the outermost. */
function intercept(call: UpstreamCall, interceptors: readonly UpstreamInterceptor[]): UpstreamCall {
  return interceptors.reduceRight((next, interceptor) => interceptor(next), call);
}

function isEqual(a: CredentialOptions, b: CredentialOptions): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
