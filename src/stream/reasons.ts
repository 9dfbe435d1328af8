/**
 * Why a part of the gateway cannot be used, in one word of a closed list. The word appears in log lines (`reason`) and
 * in the answer of `/health/ready`. It never holds a host, an address or the text of another system. docs/operations.md
 * describes for each word what an operator does about it.
 */

/** Faults of a connection to any part. */
export const NETWORK_REASONS = ['dns', 'refused', 'unreachable', 'reset', 'tls', 'timeout'] as const;

/** The endpoint that publishes the keys of access tokens (AUTH_JWKS_URL). */
export const KEY_REASONS = [
  ...NETWORK_REASONS,
  'redirect',
  'not_found',
  'status',
  'not_json',
  'too_large',
  'no_keys',
] as const;

/** The source of the account's access key (LIVE_CREDENTIALS), and ApsaraVideo Live's judgement of that key. */
export const CREDENTIAL_REASONS = [
  ...NETWORK_REASONS,
  'not_found',
  'status',
  'not_json',
  'empty',
  'token_file',
  'rejected',
  'clock',
  'unknown',
] as const;

/** The way to ApsaraVideo Live (LIVE_ENDPOINT). */
export const UPSTREAM_REASONS = NETWORK_REASONS;

/** The database behind DATABASE_URL, PostgreSQL or SQLite. */
export const STORE_REASONS = [
  'busy',
  'cannot_open',
  'corrupt',
  'denied',
  'dns',
  'file_replaced',
  'full',
  'io_error',
  'missing_database',
  'not_a_database',
  'out_of_memory',
  'read_only',
  'refused',
  'reset',
  'restarting',
  'timeout',
  'tls',
  'too_many_connections',
  'unknown',
  'unreachable',
] as const;

export type NetworkReason = (typeof NETWORK_REASONS)[number];
export type KeyReason = (typeof KEY_REASONS)[number];
export type CredentialReason = (typeof CREDENTIAL_REASONS)[number];
export type StoreReason = (typeof STORE_REASONS)[number];

/** A part that cannot be used for now. Its message is a sentence of ours and names no host. */
export class Unusable extends Error {
  override readonly name = 'Unusable';
  readonly reason: string;

  constructor(reason: KeyReason | CredentialReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
