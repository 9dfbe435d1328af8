export interface RefusalFields {
  /** The error code. Default: BAD_REQUEST. */
  readonly code?: string | undefined;
  /** The earliest useful time of a retry, in milliseconds from now. If it is set, the error is retryable. */
  readonly retryAfterMs?: number | undefined;
}

/** The error for a request that is refused before GraphQL. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly retryAfterMs: number | undefined;

  /** @param message the text for the client; it must contain no part of the request */
  constructor(status: number, message: string, { code = 'BAD_REQUEST', retryAfterMs }: RefusalFields = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The refusal for an internal error. */
const INTERNAL = new Refusal(500, 'Something failed inside the gateway.', {
  code: 'INTERNAL_SERVER_ERROR',
});

/** A refused request, for the log. */
export interface RefusedRequest {
  readonly correlationId: string;
  readonly status: number;
  readonly code: string;
  /** The error, if it was an internal error. */
  readonly err?: unknown;
}

/** Called for a request that is refused before GraphQL. */
export type OnRefused = (refused: RefusedRequest) => void;

/**
 * Converts any error to a refusal, and reports it. An error that is not a refusal is an internal error: it is
 * reported with its position, and the client receives no details.
 */
export function refuse(thrown: unknown, correlationId: string, onRefused?: OnRefused): Refusal {
  const refusal = thrown instanceof Refusal ? thrown : INTERNAL;
  const { status, code } = refusal;
  onRefused?.({ correlationId, status, code, ...(refusal === INTERNAL && { err: thrown }) });
  return refusal;
}

/** Converts a refusal to an error of a GraphQL result, so that clients handle it like other errors. */
export function toRefusalError(refusal: Refusal, correlationId: string): RefusalError {
  const { message, code, retryAfterMs } = refusal;
  const extensions =
    retryAfterMs === undefined
      ? { code, retryable: false, correlationId }
      : { code, retryable: true, outcome: 'NOT_SENT', retryAfterMs, correlationId };
  return { message, extensions };
}

export interface RefusalError {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Returns the body of the answer to a refused request. */
export function toRefusalBody(refusal: Refusal, correlationId: string): string {
  const errors = [toRefusalError(refusal, correlationId)];
  // A refusal before the document is known has no data. With 200, the request was valid.
  const isValid = refusal.status === 200 && refusal.code !== 'REQUEST_TOO_COMPLEX';
  return JSON.stringify({ errors, ...(isValid && { data: null }) });
}
