import { type FaultName } from '../../src/emulator/faults/catalogue.js';
import { type ErrorCode } from '../../src/stream/error-codes.js';
import { type Outcome } from '../../src/stream/errors.js';

/** The expected error for a fault of the upstream. */
export interface FaultExpectation {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly outcome: Outcome;
  /** The upstream's code, if any. The error then also has a RequestId and the operation. */
  readonly upstreamCode?: string;
  readonly retryAfterMs?: number;
}

const answered = (
  code: ErrorCode,
  retryable: boolean,
  outcome: Outcome,
  ...upstreamCodes: FaultName[]
): Partial<Record<FaultName, FaultExpectation>> =>
  Object.fromEntries(
    upstreamCodes.map((name) => [
      name,
      { code, retryable, outcome, upstreamCode: name.split('@')[0] ?? name },
    ]),
  );

const unanswered = (
  code: ErrorCode,
  retryable: boolean,
  ...faults: FaultName[]
): Partial<Record<FaultName, FaultExpectation>> =>
  Object.fromEntries(faults.map((name) => [name, { code, retryable, outcome: 'UNKNOWN' as const }]));

/** The source is the documentation and the contract, not the table under test. */
export const FAULT_EXPECTATIONS: Partial<Record<FaultName, FaultExpectation>> = {
  ...answered('RATE_LIMITED', true, 'REJECTED', 'Throttling', 'Throttling.User', 'Throttling.Api'),
  ...answered(
    'RATE_LIMITED',
    true,
    'REJECTED',
    'Throttling@429',
    'Throttling.User@429',
    'Throttling.User@503',
  ),
  'throttling-retry-after': {
    code: 'RATE_LIMITED',
    retryable: true,
    outcome: 'REJECTED',
    upstreamCode: 'Throttling.User',
    retryAfterMs: 1000,
  },
  ...answered(
    'UPSTREAM_UNAVAILABLE',
    true,
    'UNKNOWN',
    'InternalError',
    'ServiceUnavailable',
    'SignatureNonceUsed',
  ),
  ...answered('DOMAIN_NOT_FOUND', false, 'REJECTED', 'InvalidDomain.NotFound'),
  ...answered('OPERATION_NOT_ALLOWED', false, 'REJECTED', 'IllegalOperation', 'ConfigAlreadyExists'),
  ...answered('OPERATION_NOT_ALLOWED', false, 'REJECTED', 'CodeConfigNotFound', 'CodeGetPushbackDomainError'),
  ...answered('OPERATION_NOT_ALLOWED', false, 'REJECTED', 'CodeGetMainPlaybackDomainError'),
  ...answered('QUOTA_EXCEEDED', false, 'REJECTED', 'QuotaExceeded.Blacklist'),
  ...answered('UPSTREAM_DENIED', false, 'REJECTED', 'Forbidden', 'Forbidden@403', 'Forbidden.RAM'),
  ...answered('UPSTREAM_DENIED', false, 'REJECTED', 'Forbidden.RAM@400', 'Forbidden.RiskControl'),
  ...answered('UPSTREAM_DENIED', false, 'REJECTED', 'NoPermission', 'NotAuthorized'),
  ...answered('UPSTREAM_DENIED', false, 'REJECTED', 'InvalidIdentity.ServiceDisabled'),
  ...answered(
    'UPSTREAM_DENIED',
    false,
    'REJECTED',
    'InvalidAccessKeyId.NotFound',
    'InvalidAccessKeyId.NotFound@400',
  ),
  ...answered('UPSTREAM_DENIED', false, 'REJECTED', 'InvalidAccessKeyId.Inactive', 'SignatureDoesNotMatch'),
  ...answered('UPSTREAM_DENIED', false, 'REJECTED', 'SignatureDoesNotMatch@403', 'IncompleteSignature'),
  ...answered('UPSTREAM_DENIED', false, 'REJECTED', 'InvalidTimeStamp.Expired', 'InvalidTimeStamp.Format'),
  ...answered('UPSTREAM_DENIED', false, 'REJECTED', 'InvalidSecurityToken.Expired'),
  ...answered('UPSTREAM_DENIED', false, 'REJECTED', 'InvalidSecurityToken.Malformed'),
  ...answered('UPSTREAM_DENIED', false, 'REJECTED', 'InvalidSecurityToken.MismatchWithAccessKey'),
  ...answered(
    'UPSTREAM_DENIED',
    false,
    'REJECTED',
    'UnsupportedOperation',
    'NoSuchVersion',
    'InvalidApi.NotFound',
  ),
  ...answered('UPSTREAM_DENIED', false, 'REJECTED', 'InvalidProtocol.NeedSsl', 'InvalidProtocol.NeedSsl@400'),
  ...answered('UPSTREAM_DENIED', false, 'REJECTED', 'UnsupportedHTTPMethod'),
  ...answered('BAD_USER_INPUT', false, 'REJECTED', 'InvalidParam', 'InvalidResumeTime.Malformed'),
  ...answered('BAD_USER_INPUT', false, 'REJECTED', 'CodeAppNameIsIllegal', 'AppInfoNotExist'),
  ...answered(
    'BAD_USER_INPUT',
    false,
    'REJECTED',
    'MissingParameter',
    'MissingDomainName',
    'InvalidParameter',
  ),
  ...answered('BAD_USER_INPUT', false, 'REJECTED', 'InvalidStreamName', 'InvalidParameter.Format'),
  'unknown-code': {
    code: 'UPSTREAM_ERROR',
    retryable: false,
    outcome: 'REJECTED',
    upstreamCode: 'Undocumented.Code',
  },
  'unknown-code-5xx': {
    code: 'UPSTREAM_UNAVAILABLE',
    retryable: true,
    outcome: 'UNKNOWN',
    upstreamCode: 'Undocumented.Code',
  },
  ...unanswered('UPSTREAM_ERROR', false, '200-empty', '200-null', '200-array', '200-object', '200-string'),
  ...unanswered('UPSTREAM_ERROR', false, '200-error-shaped', '200-request-id-empty', '200-request-id-number'),
  ...unanswered('UPSTREAM_ERROR', false, '200-html', '200-broken-json', '204', '302-empty', '302-json'),
  ...unanswered(
    'UPSTREAM_ERROR',
    false,
    'status-600',
    '400-without-code',
    '400-array',
    '400-null',
    '400-empty',
  ),
  ...unanswered('UPSTREAM_ERROR', false, '400-text', '404-html', '400-text-xml', '400-text-xml-other-root'),
  ...unanswered('UPSTREAM_ERROR', false, '400-application-xml', 'gzip', 'byte-order-mark'),
  ...unanswered('UPSTREAM_ERROR', false, 'garbage-http', 'header-overflow', 'flood'),
  ...unanswered('UPSTREAM_UNAVAILABLE', true, '500-without-code', '500-string', '500-null', '500-empty'),
  ...unanswered('UPSTREAM_UNAVAILABLE', true, '502-html', '503-text', '500-text-xml', 'reset-before-answer'),
  ...unanswered(
    'UPSTREAM_UNAVAILABLE',
    true,
    'applied-then-reset',
    'close-before-answer',
    'reset-during-body',
  ),
  ...unanswered('UPSTREAM_UNAVAILABLE', true, 'close-during-body'),
  ...unanswered('UPSTREAM_TIMEOUT', true, 'hang', 'applied-then-hang', 'hang-after-headers', 'drip'),
};

/** Faults that need parameters of a test, or that end with a success. */
export const PARAMETRIC_FAULTS: readonly FaultName[] = ['respond', 'error', 'delay'];

/**
 * Returns a short timeout for faults that only a timeout ends. Other faults get none, because on a
 * busy machine the timeout may end them first.
 */
export const toDeadlineEnv = (fault: FaultName): Readonly<Record<string, string>> =>
  FAULT_EXPECTATIONS[fault]?.code === 'UPSTREAM_TIMEOUT' ? { LIVE_TIMEOUT_MS: '700' } : {};
