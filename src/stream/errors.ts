import { ERROR_CODES, type ErrorCode } from './error-codes.js';

/**
 * Whether the call may have taken effect. `NOT_SENT`: certainly not, nothing left the gateway. `REJECTED`: the upstream
 * refused it. `UNKNOWN`: it was sent and no trustworthy answer came back.
 */
export type Outcome = 'NOT_SENT' | 'REJECTED' | 'UNKNOWN';

/** One broken rule. `path` is the argument's path, `input.domainName`; the value itself is never repeated. */
export interface Violation {
  readonly path: string;
  readonly rule: string;
  readonly message: string;
}

export interface StreamErrorFields {
  readonly retryable?: boolean | undefined;
  readonly outcome?: Outcome | undefined;
  /** Earliest useful retry, in milliseconds from now. */
  readonly retryAfterMs?: number | undefined;
  /** Alibaba's RequestId. */
  readonly requestId?: string | undefined;
  /** The upstream operation, `ResumeLiveStream`. */
  readonly operation?: string | undefined;
  readonly upstreamCode?: string | undefined;
  readonly violations?: readonly Violation[] | undefined;
  /** A sentence for the client in place of the code's own. It must hold no value, host or account. */
  readonly message?: string | undefined;
  /** For the operator's log only, never for a client; still no key, host, account or input. */
  readonly detail?: Readonly<Record<string, string | number | undefined>> | undefined;
  readonly cause?: unknown;
}

/** The one error that rooms throw on purpose. Any other error is a bug, and a client gets it masked. */
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

  /** The same error with some fields replaced, e.g. `retryAfterMs` after the last retry. */
  with(fields: StreamErrorFields): StreamError {
    return new StreamError(this.code, { ...toFields(this), ...fields });
  }
}

/** Converts anything that was thrown: a StreamError passes, everything else becomes INTERNAL_SERVER_ERROR. */
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
