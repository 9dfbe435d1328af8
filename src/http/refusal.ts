/** A request that is refused before GraphQL sees it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;

  /** @param message for the client; it must not repeat anything of the request */
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The body of a refusal, shaped like any other GraphQL error, so that clients need one way to read them. */
export function toRefusalBody(message: string, correlationId: string, code = 'BAD_REQUEST'): string {
  return JSON.stringify({ errors: [{ message, extensions: { code, retryable: false, correlationId } }] });
}
