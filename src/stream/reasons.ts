/**
 * The reasons why a part of the gateway cannot be used. Each reason is one word of a closed list. It appears in log
 * lines (`reason`) and in the answer of `/health/ready`. It never contains a host, an address or a text of another
 * system. docs/operations.md describes what an operator does about each reason.
 */

/** Faults of a connection to any other system. */
export const NETWORK_REASONS = ['dns', 'refused', 'unreachable', 'reset', 'tls', 'timeout'] as const;

/** Faults of the endpoint that publishes the keys of access tokens (AUTH_JWKS_URL). */
export const KEY_REASONS = [
  ...NETWORK_REASONS,
  'redirect',
  'not_found',
  'status',
  'not_json',
  'too_large',
  'no_keys',
] as const;

/** Faults of the source of the access key (LIVE_CREDENTIALS), or a refusal of that key by ApsaraVideo Live. */
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

/** Faults of the connection to ApsaraVideo Live (LIVE_ENDPOINT). */
export const UPSTREAM_REASONS = NETWORK_REASONS;

/** Faults of the database at DATABASE_URL, PostgreSQL or SQLite. */
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

/** The error for a part that cannot be used at present. Its message is written by the gateway and names no host. */
export class Unusable extends Error {
  override readonly name = 'Unusable';
  readonly reason: string;

  constructor(reason: KeyReason | CredentialReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
