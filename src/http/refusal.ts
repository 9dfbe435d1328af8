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

/** What is said where the fault is ours. */
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

/** Told of what is refused before GraphQL sees it. */
export type OnRefused = (refused: RefusedRequest) => void;

/**
 * Tells of whatever was thrown, a fault of ours together with itself.
 * @returns what a client is told of it
 */
export function refuse(thrown: unknown, correlationId: string, onRefused?: OnRefused): Refusal {
  const refusal = thrown instanceof Refusal ? thrown : INTERNAL;
  const { status, code } = refusal;
  onRefused?.({ correlationId, status, code, ...(refusal === INTERNAL && { err: thrown }) });
  return refusal;
}

/** The body of a refusal, shaped like any other GraphQL error, so that clients need one way to read them. */
export function toRefusalBody(refusal: Refusal, correlationId: string): string {
  const { message, code, status, retryAfterMs } = refusal;
  const extensions =
    retryAfterMs === undefined
      ? { code, retryable: false, correlationId }
      : { code, retryable: true, outcome: 'NOT_SENT', retryAfterMs, correlationId };
  return JSON.stringify({ errors: [{ message, extensions }], ...(status === 200 && { data: null }) });
}
