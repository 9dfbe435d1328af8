/** Every error code that a client can get. The set is closed: an unknown error becomes INTERNAL_SERVER_ERROR. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** The meaning of one error code. `docs/errors.md` is generated from these rows. */
export interface ErrorCodeRow {
  /** Whether the same request, unchanged, can succeed later. */
  readonly retryable: boolean;
  /** The default message for clients. It contains no input, no host and no text of the upstream. */
  readonly message: string;
  readonly when: string;
  readonly todo: string;
}

const row = (retryable: boolean, message: string, when: string, todo: string): ErrorCodeRow => ({
  retryable,
  message,
  when,
  todo,
});

export const ERROR_CODES = {
  BAD_USER_INPUT: row(
    false,
    'An argument breaks a rule; see extensions.violations.',
    'An argument breaks a rule of the gateway, which it checks before any call, or a rule of ApsaraVideo Live (Missing*, Invalid*).',
    'Show `violations[].message` at the field named by `violations[].path`. Change the input before trying again.',
  ),
  UNAUTHENTICATED: row(
    false,
    'A valid access token is needed.',
    'The request has no bearer token, or one that is expired, forged or issued for another audience.',
    'Sign in again and repeat the request with a fresh token.',
  ),
  FORBIDDEN: row(
    false,
    'You have no grant for this.',
    'The token is valid but no grant covers this operation on this domain and app.',
    'Request a grant from the operator of the gateway. `message` names the operation and the domain.',
  ),
  DOMAIN_NOT_FOUND: row(
    false,
    'This domain is not one of the account’s live domains.',
    'ApsaraVideo Live does not know the domain in this account (InvalidDomain.NotFound).',
    'Check the spelling, and that it is the ingest domain and not the streaming domain.',
  ),
  OPERATION_NOT_ALLOWED: row(
    false,
    'ApsaraVideo Live does not allow this operation on this domain; the ingest domain is meant, not the streaming domain.',
    'The domain exists but is no live domain, or its configuration forbids the operation (IllegalOperation).',
    'Use the ingest domain of a live configuration. The operator can see details in the log.',
  ),
  QUOTA_EXCEEDED: row(
    false,
    'The forbid list is full.',
    'The forbid list is full. ApsaraVideo Live keeps at most 10,000 forbidden streams (QuotaExceeded.*).',
    'Resume streams that no longer need a forbid, then try again.',
  ),
  RATE_LIMITED: row(
    true,
    'The budget of calls is spent for the moment; try again later.',
    'There was no permit in time, or ApsaraVideo Live throttled the call even after retries. Or the caller exceeds its ' +
      'own limits: CALLER_REQUESTS_PER_SECOND, CALLER_READS_PER_SECOND or the limits of unfinished bulk jobs. ' +
      '`message` names the limit.',
    'Wait `retryAfterMs`, then repeat the same request.',
  ),
  UPSTREAM_TIMEOUT: row(
    true,
    'ApsaraVideo Live gave no whole answer in time; the action may have taken effect.',
    'No complete answer arrived before the deadline. `outcome` is UNKNOWN.',
    'Repeat the request: it is harmless to set a state twice. If `retryable` is false, read the state first.',
  ),
  UPSTREAM_UNAVAILABLE: row(
    true,
    'ApsaraVideo Live cannot be reached at the moment.',
    'The connection was refused or reset, the service answered 5xx, or calls are paused after repeated faults. Or the ' +
      'source of the access key of the gateway cannot be reached. Or the keys of the identity provider cannot be ' +
      'fetched, so that no token can be checked; `message` is then about access tokens.',
    'Repeat the request after `retryAfterMs`, or after a second if it is absent.',
  ),
  UPSTREAM_DENIED: row(
    false,
    'The gateway’s own access to ApsaraVideo Live was refused; its operator has to act.',
    'The RAM policy, the access key, the signature or the clock is wrong, or the service is not active. Only the ' +
      'operator can correct this.',
    'Give the operator the `correlationId`. The log of the gateway has the details.',
  ),
  UPSTREAM_ERROR: row(
    false,
    'ApsaraVideo Live gave an answer that is not documented.',
    'An undocumented code, a success without RequestId, a redirect, or an answer that cannot be read.',
    'Read the state of the stream before you repeat. Give the operator the `correlationId`.',
  ),
  STORE_UNAVAILABLE: row(
    true,
    'The gateway’s own store cannot be reached; nothing was sent.',
    'The shared budget or the ledger cannot be reached, and STORE_DOWN is `refuse`.',
    'Repeat the request after a few seconds.',
  ),
  JOB_NOT_FOUND: row(
    false,
    'There is no such bulk job.',
    'The bulk job does not exist, or it belongs to another caller and no `manage` grant covers all of its streams.',
    'Read the job as the caller that started it, or with a `manage` grant. Otherwise start a new job.',
  ),
  INTERNAL_SERVER_ERROR: row(
    false,
    'Something failed inside the gateway.',
    'The gateway itself has failed. The details are only in the log.',
    'Report the `correlationId` to the operator.',
  ),
} as const satisfies Record<string, ErrorCodeRow>;
