import { ERROR_CODES, type ErrorCode } from './error-codes.js';

/**
 * Whether the call can have taken effect. `NOT_SENT`: it cannot, because nothing left the gateway. `REJECTED`: the
 * upstream refused it. `UNKNOWN`: it was sent, and no valid answer was received.
 */
export type Outcome = 'NOT_SENT' | 'REJECTED' | 'UNKNOWN';

/**
 * One broken rule. `path` is the path of the argument, such as `input.domainName`. The value itself is never included.
 */
export interface Violation {
  readonly path: string;
  readonly rule: string;
  readonly message: string;
}

export interface StreamErrorFields {
  readonly retryable?: boolean | undefined;
  readonly outcome?: Outcome | undefined;
  /** The shortest useful wait before a retry, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** Alibaba's RequestId. */
  readonly requestId?: string | undefined;
  /** The upstream operation, such as `ResumeLiveStream`. */
  readonly operation?: string | undefined;
  readonly upstreamCode?: string | undefined;
  readonly violations?: readonly Violation[] | undefined;
  /**
   * A message for the client instead of the default message of the code. It must not contain values, hosts or accounts.
   */
  readonly message?: string | undefined;
  /** Details for the operator's log. Clients never get them. They must not contain keys, hosts, accounts or input. */
  readonly detail?: Readonly<Record<string, string | number | undefined>> | undefined;
  readonly cause?: unknown;
}

/** The only error that the modules throw on purpose. Any other error is a bug, and clients get it masked. */
export class StreamError extends Error {
  override readonly name = 'StreamError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly outcome: Outcome | undefined;
  readonly retryAfterMs: number | undefined;
  readonly requestId: string | undefined;
  readonly operation: string | undefined;
  readonly upstreamCode: string | undefined;
  readonly violations: readonly Violation[] | undefined;
  readonly detail: StreamErrorFields['detail'];

  constructor(code: ErrorCode, fields: StreamErrorFields = {}) {
    super(fields.message ?? ERROR_CODES[code].message, { cause: fields.cause });
    this.code = code;
    this.retryable = fields.retryable ?? ERROR_CODES[code].retryable;
    this.outcome = fields.outcome;
    this.retryAfterMs = fields.retryAfterMs;
    this.requestId = fields.requestId;
    this.operation = fields.operation;
    this.upstreamCode = fields.upstreamCode;
    this.violations = fields.violations;
    this.detail = fields.detail;
  }

  /** Returns the same error with some fields replaced, such as `retryAfterMs` after the last retry. */
  with(fields: StreamErrorFields): StreamError {
    return new StreamError(this.code, { ...toFields(this), ...fields });
  }
}

/** Converts any thrown value. A StreamError is returned unchanged; any other value becomes INTERNAL_SERVER_ERROR. */
export function toStreamError(thrown: unknown): StreamError {
  return thrown instanceof StreamError ? thrown : new StreamError('INTERNAL_SERVER_ERROR', { cause: thrown });
}

function toFields(error: StreamError): StreamErrorFields {
  const { retryable, outcome, retryAfterMs, requestId, operation, upstreamCode, violations } = error;
  const { message, detail, cause } = error;
  return {
    retryable,
    outcome,
    retryAfterMs,
    requestId,
    operation,
    upstreamCode,
    violations,
    message,
    detail,
    cause,
  };
}
