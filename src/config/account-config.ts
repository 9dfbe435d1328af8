import { type CallbackSettings } from '../stream/callback-settings.js';
import { type CredentialOptions } from '../stream/credential-options.js';
import { type Budgets } from './budgets.js';

/** One Alibaba account, without its secrets. */
export interface AccountConfig {
  /** The name of the account in logs, metrics and budgets. It is never the id of the account. */
  readonly name: string;
  /** The patterns of its ingest and streaming domains, in lower case, as in grants. */
  readonly domains: readonly string[];
  /** The type of its credential source. */
  readonly credentials: string;
  /** The endpoint of ApsaraVideo Live, `host[:port]`. */
  readonly endpoint: string;
  /** The budget of each operation, in calls per second. */
  readonly budgets: Budgets;
}

/** The accounts of the configuration, with their secrets. */
export interface AccountSettings {
  readonly accounts: readonly AccountConfig[];
  /** The credential sources, by the name of the account. */
  readonly credentials: ReadonlyMap<string, CredentialOptions>;
  /** The callback settings, by the name of the account. An account without callbacks has no entry. */
  readonly callbacks: ReadonlyMap<string, CallbackSettings>;
  /** The files that contain secrets. */
  readonly files: readonly string[];
}
