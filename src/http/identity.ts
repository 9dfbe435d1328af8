import { type Caller } from '../graphql/context.js';
import { type RateLimitKey } from './caller-limit.js';

/** The identity of a request or of an open connection. */
export interface Identity {
  /** The key of the limits of this caller. */
  readonly rateLimitKey: RateLimitKey;
  /**
   * Returns the caller.
   * @throws StreamError if there is no valid token
   */
  readonly caller: () => Caller;
  /**
   * When the token expires, in milliseconds since 1970. Infinity without a token, or if the token does not
   * expire.
   */
  readonly expiresAtMs: number;
}

/**
 * Authenticates a request.
 * @param authorization every value of the Authorization header; two values are refused
 */
export type Authenticate = (authorization: readonly string[] | undefined) => Caller | Promise<Caller>;

/**
 * Authenticates a request without refusing it. A router reads the schema without a token, so only code that
 * needs a caller calls `caller()`.
 * @param address the remote address, which is the key of limits for a request without a valid token
 */
export async function identify(
  authenticate: Authenticate,
  authorization: readonly string[] | undefined,
  address: string,
): Promise<Identity> {
  try {
    const caller = await authenticate(authorization);
    return { rateLimitKey: caller, caller: () => caller, expiresAtMs: expiryOf(caller) };
  } catch (thrown) {
    const caller = (): never => {
      throw thrown;
    };
    return { rateLimitKey: { address }, caller, expiresAtMs: Infinity };
  }
}

/** Checks whether an error of `Identity.caller` is UNAUTHENTICATED. */
export function isUnauthenticated(thrown: unknown): boolean {
  return (thrown as { readonly code?: unknown } | undefined)?.code === 'UNAUTHENTICATED';
}

function expiryOf({ claims }: Caller): number {
  const { exp } = claims;
  return typeof exp === 'number' ? exp * 1_000 : Infinity;
}
