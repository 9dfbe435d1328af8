import { type Caller } from '../graphql/context.js';
import { type RateLimitKey } from './caller-limit.js';

/** The caller of a request or of a connection that stays open. */
export interface Identity {
  /** What limits are counted for. */
  readonly rateLimitKey: RateLimitKey;
  /** @throws StreamError where there is no valid token */
  readonly caller: () => Caller;
  /** When the token expires, in milliseconds since 1970; Infinity without a token, or for one that never does. */
  readonly expiresAtMs: number;
}

/** @param authorization every Authorization header of the request; two are refused */
export type Authenticate = (authorization: readonly string[] | undefined) => Caller | Promise<Caller>;

/**
 * Authenticates without a refusal: a supergraph reads the schema without a token, so code that needs a caller calls
 * `caller()`.
 * @param address the remote address, for which a request without a valid token is counted
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

/** The code of an error that `Identity.caller` throws. */
export function isUnauthenticated(thrown: unknown): boolean {
  return (thrown as { readonly code?: unknown } | undefined)?.code === 'UNAUTHENTICATED';
}

function expiryOf({ claims }: Caller): number {
  const { exp } = claims;
  return typeof exp === 'number' ? exp * 1_000 : Infinity;
}
