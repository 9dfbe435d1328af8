import { type ErrorCode } from '../stream/error-codes.js';
import { type Outcome } from '../stream/errors.js';
import { type Symptom } from './fault.js';

/**
 * How one answer of ApsaraVideo Live is reported to a client. The first matching row applies, so exact codes come
 * before families (`Invalid*`), and families before the catch-all rows. `retryable` follows from the code unless a row
 * sets it.
 */
export interface AnswerRow {
  /** The Code of the upstream; `*` matches any characters. */
  readonly upstream: string;
  /** Restricts the row to one class of HTTP status. */
  readonly status?: '4xx' | '5xx';
  readonly code: ErrorCode;
  readonly outcome: Outcome;
  readonly why: string;
}

const rejected = (upstream: string, code: ErrorCode, why: string): AnswerRow => ({
  upstream,
  code,
  outcome: 'REJECTED',
  why,
});
const unknown = (upstream: string, code: ErrorCode, why: string): AnswerRow => ({
  upstream,
  code,
  outcome: 'UNKNOWN',
  why,
});

/**
 * Codes from the error list of ApsaraVideo Live, from that of its sister product VS, and from the platform's list
 * (documentation).
 */
export const ANSWER_ROWS: readonly AnswerRow[] = [
  rejected(
    '*Throttling*',
    'RATE_LIMITED',
    'ApsaraVideo Live dropped the call: the limit of the account, which all its users share, is reached',
  ),
  unknown(
    'InternalError',
    'UPSTREAM_UNAVAILABLE',
    'ApsaraVideo Live has failed, perhaps after the call took effect',
  ),
  unknown(
    'ServiceUnavailable',
    'UPSTREAM_UNAVAILABLE',
    'ApsaraVideo Live is overloaded or down for maintenance',
  ),
  rejected('InvalidDomain.NotFound', 'DOMAIN_NOT_FOUND', 'the domain is not in this account'),
  rejected(
    'IllegalOperation*',
    'OPERATION_NOT_ALLOWED',
    'the domain is not a live domain, or does not allow the operation',
  ),
  rejected(
    'ConfigAlreadyExists',
    'OPERATION_NOT_ALLOWED',
    'the configuration of the domain forbids the operation',
  ),
  rejected(
    'CodeConfigNotFound',
    'OPERATION_NOT_ALLOWED',
    'the domain does not have the configuration that the operation needs',
  ),
  rejected('CodeGetPushbackDomainError', 'OPERATION_NOT_ALLOWED', 'no ingest domain is mapped to this one'),
  rejected(
    'CodeGetMainPlaybackDomainError',
    'OPERATION_NOT_ALLOWED',
    'no streaming domain is mapped to this one',
  ),
  rejected('QuotaExceeded*', 'QUOTA_EXCEEDED', 'the forbid list is full: it has 10,000 entries'),
  rejected(
    'Forbidden*',
    'UPSTREAM_DENIED',
    'refused by RAM, risk control or an identity check; also with status 400',
  ),
  rejected('NoPermission*', 'UPSTREAM_DENIED', 'the RAM policy does not allow the action'),
  rejected('NotAuthorized*', 'UPSTREAM_DENIED', 'the RAM policy does not allow the action'),
  rejected('InvalidIdentity*', 'UPSTREAM_DENIED', 'the service is not active for this account'),
  rejected('InvalidAccessKeyId*', 'UPSTREAM_DENIED', 'the access key is unknown or inactive'),
  rejected(
    'InvalidSecurityToken*',
    'UPSTREAM_DENIED',
    'the temporary key has expired, or does not match its security token',
  ),
  rejected(
    'SignatureDoesNotMatch',
    'UPSTREAM_DENIED',
    'the secret of the access key is wrong, or a proxy changed the host or the query',
  ),
  rejected('IncompleteSignature', 'UPSTREAM_DENIED', 'a proxy removed a signed header'),
  unknown(
    'SignatureNonceUsed',
    'UPSTREAM_UNAVAILABLE',
    'the same call was delivered twice: the first copy may have taken effect',
  ),
  rejected(
    'InvalidTimeStamp*',
    'UPSTREAM_DENIED',
    'the clock of the gateway is wrong by more than 15 minutes',
  ),
  rejected('InvalidProtocol*', 'UPSTREAM_DENIED', 'the account requires https; see LIVE_PROTOCOL'),
  rejected('InvalidApi*', 'UPSTREAM_DENIED', 'LIVE_ENDPOINT is not ApsaraVideo Live'),
  rejected('NoSuchVersion', 'UPSTREAM_DENIED', 'LIVE_ENDPOINT is not ApsaraVideo Live'),
  rejected('UnsupportedOperation', 'UPSTREAM_DENIED', 'LIVE_ENDPOINT is not ApsaraVideo Live'),
  rejected('UnsupportedHTTPMethod', 'UPSTREAM_DENIED', 'a proxy changed the method of the request'),
  rejected('InvalidResumeTime*', 'BAD_USER_INPUT', 'the end time of a forbid is refused'),
  rejected('CodeAppNameIsIllegal', 'BAD_USER_INPUT', 'the app name is refused'),
  rejected('AppInfoNotExist', 'BAD_USER_INPUT', 'the app is unknown'),
  rejected('Missing*', 'BAD_USER_INPUT', 'a parameter is missing'),
  rejected('Invalid*', 'BAD_USER_INPUT', 'a parameter is refused'),
  { ...unknown('*', 'UPSTREAM_UNAVAILABLE', 'an undocumented code with a status 5xx'), status: '5xx' },
  rejected('*', 'UPSTREAM_ERROR', 'an undocumented code'),
];

export interface SymptomRow {
  readonly code: ErrorCode;
  readonly outcome: Outcome;
  readonly why: string;
}

/**
 * How a call without a documented answer is reported. Measured with a loopback server, openapi-core 1.0.8 and undici 8.
 */
export const SYMPTOM_ROWS: Readonly<Record<Symptom, SymptomRow>> = {
  noCredentials: {
    code: 'UPSTREAM_DENIED',
    outcome: 'NOT_SENT',
    why: 'the source named by LIVE_CREDENTIALS has no access key, or refuses to give it',
  },
  credentialsAway: {
    code: 'UPSTREAM_UNAVAILABLE',
    outcome: 'NOT_SENT',
    why: 'the source named by LIVE_CREDENTIALS cannot be reached, answers with 5xx, or is too slow',
  },
  unreachable: {
    code: 'UPSTREAM_UNAVAILABLE',
    outcome: 'NOT_SENT',
    why: 'connection refused, unknown host, TLS failure or no connection in time: nothing was sent',
  },
  notSentInTime: {
    code: 'UPSTREAM_UNAVAILABLE',
    outcome: 'NOT_SENT',
    why: 'all connections were busy until the deadline',
  },
  reset: {
    code: 'UPSTREAM_UNAVAILABLE',
    outcome: 'UNKNOWN',
    why: 'the connection was closed before the complete answer arrived',
  },
  timeout: {
    code: 'UPSTREAM_TIMEOUT',
    outcome: 'UNKNOWN',
    why: 'no complete answer arrived within LIVE_TIMEOUT_MS',
  },
  aborted: { code: 'UPSTREAM_TIMEOUT', outcome: 'UNKNOWN', why: 'the call was aborted after it was sent' },
  abortedBeforeSending: {
    code: 'UPSTREAM_UNAVAILABLE',
    outcome: 'NOT_SENT',
    why: 'the call was aborted before it was sent',
  },
  garbage: {
    code: 'UPSTREAM_ERROR',
    outcome: 'UNKNOWN',
    why: 'the answer is not HTTP, or its headers exceed 16 KiB',
  },
  tooLarge: { code: 'UPSTREAM_ERROR', outcome: 'UNKNOWN', why: 'the body exceeds 1 MiB (lists 16 MiB)' },
  redirect: {
    code: 'UPSTREAM_ERROR',
    outcome: 'UNKNOWN',
    why: 'the answer is a redirect; redirects are not documented, and the gateway does not follow them',
  },
  noRequestId: {
    code: 'UPSTREAM_ERROR',
    outcome: 'UNKNOWN',
    why: 'status 200 without a RequestId is not a success',
  },
  unreadable: {
    code: 'UPSTREAM_ERROR',
    outcome: 'UNKNOWN',
    why: 'the answer is not a JSON object, or its status is invalid',
  },
  unreadable4xx: {
    code: 'UPSTREAM_ERROR',
    outcome: 'UNKNOWN',
    why: 'a status 4xx without a Code: the answer does not come from ApsaraVideo Live',
  },
  unreadable5xx: {
    code: 'UPSTREAM_UNAVAILABLE',
    outcome: 'UNKNOWN',
    why: 'a status 5xx without a Code, for example from a proxy or a load balancer',
  },
  sdkFault: {
    code: 'UPSTREAM_ERROR',
    outcome: 'NOT_SENT',
    why: 'the generated client failed before it sent anything; set LIVE_CLIENT=core',
  },
};
