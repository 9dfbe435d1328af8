import { type CallbackSettings } from '../stream/callback-settings.js';
import { type CredentialOptions } from '../stream/credential-options.js';
import { type Budgets } from './budgets.js';

/** One Alibaba account, without a secret. */
export interface AccountConfig {
  /** A label in logs, metrics and budgets; never the account's id. */
  readonly name: string;
  /** Patterns of its ingest and streaming domains, in lower case, as in grants. */
  readonly domains: readonly string[];
  /** The type of the source of its keys. */
  readonly credentials: string;
  /** `host[:port]` of ApsaraVideo Live. */
  readonly endpoint: string;
  /** Calls per second by operation. */
  readonly budgets: Budgets;
}

/** The accounts that are to be in force, with their secrets. */
export interface AccountSettings {
  readonly accounts: readonly AccountConfig[];
  /** By the name of the account. */
  readonly credentials: ReadonlyMap<string, CredentialOptions>;
  /** By the name of the account; none for an account without callbacks. */
  readonly callbacks: ReadonlyMap<string, CallbackSettings>;
  /** The files that hold secrets. */
  readonly files: readonly string[];
}
