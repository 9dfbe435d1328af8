import { type GatewayAccess, parseEndpoint } from '../gateway-client.js';
import { type StoreEnvironment, TokenStore } from './token-store.js';

/** A token that expires sooner is renewed before use. */
const RENEW_BEFORE_MS = 30_000;

/**
 * Returns the token that `login` has stored for a gateway. Renews it if it expires soon. Undefined if there is none.
 */
async function readStoredToken(gateway: string, env: StoreEnvironment): Promise<string | undefined> {
  const store = new TokenStore(env);
  const { origin } = new URL(gateway);
  const tokens = await store.read(origin);
  if (tokens === undefined) return undefined;
  const { accessToken, expiresAtMs = Infinity } = tokens;
  if (expiresAtMs - Date.now() > RENEW_BEFORE_MS) return accessToken;
  const { refresh } = await import('./provider.js');
  const renewed = await refresh(tokens);
  // The gateway refuses an expired token with UNAUTHENTICATED.
  if (renewed === undefined) return accessToken;
  await store.write(origin, renewed);
  return renewed.accessToken;
}

/**
 * Adds the token that `login` has stored, if no other token is given.
 * @throws CommandFailed if the endpoint is not a URL
 */
export async function withStoredToken(access: GatewayAccess, env: StoreEnvironment): Promise<GatewayAccess> {
  if (access.token !== undefined) return access;
  return { ...access, token: await readStoredToken(parseEndpoint(access.endpoint), env) };
}
