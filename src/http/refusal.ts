export interface RefusalFields {
  /** Default BAD_REQUEST. */
  readonly code?: string | undefined;
  /** Earliest useful retry, in milliseconds; makes the refusal one that may be retried. */
  readonly retryAfterMs?: number | undefined;
}

/** A request that is refused before GraphQL sees it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly retryAfterMs: number | undefined;

  /** @param message for the client; it must not repeat anything of the request */
  constructor(status: number, message: string, { code = 'BAD_REQUEST', retryAfterMs }: RefusalFields = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The answer to a fault of the gateway. */
const INTERNAL = new Refusal(500, 'Something failed inside the gateway.', {
  code: 'INTERNAL_SERVER_ERROR',
});

/** One refused request, for the log. */
export interface RefusedRequest {
  readonly correlationId: string;
  readonly status: number;
  readonly code: string;
  /** What was thrown, where it was a fault of ours. */
  readonly err?: unknown;
}

/** Called for what is refused before GraphQL sees it. */
export type OnRefused = (refused: RefusedRequest) => void;

/**
 * Turns anything that was thrown into a refusal, and reports it. An error that is no refusal is a fault of the gateway:
 * it is reported with its position, and the client learns nothing of it.
 */
export function refuse(thrown: unknown, correlationId: string, onRefused?: OnRefused): Refusal {
  const refusal = thrown instanceof Refusal ? thrown : INTERNAL;
  const { status, code } = refusal;
  onRefused?.({ correlationId, status, code, ...(refusal === INTERNAL && { err: thrown }) });
  return refusal;
}

/** A refusal as an error of a GraphQL result, so that clients read it like every other error. */
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

/** The body of a refused request. */
export function toRefusalBody(refusal: Refusal, correlationId: string): string {
  const errors = [toRefusalError(refusal, correlationId)];
  // Refusals before the document is known have no data. With 200 the request was valid.
  const isValid = refusal.status === 200 && refusal.code !== 'REQUEST_TOO_COMPLEX';
  return JSON.stringify({ errors, ...(isValid && { data: null }) });
}
