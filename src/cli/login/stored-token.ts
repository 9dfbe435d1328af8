import { type GatewayAccess, parseEndpoint } from '../gateway-client.js';
import { type StoreEnvironment, TokenStore } from './token-store.js';

/** A token that ends sooner is renewed first. */
const RENEW_BEFORE_MS = 30_000;

/** The token that `login` has stored for a gateway, renewed where it is old. Undefined where there is none. */
async function readStoredToken(gateway: string, env: StoreEnvironment): Promise<string | undefined> {
  const store = new TokenStore(env);
  const { origin } = new URL(gateway);
  const tokens = await store.read(origin);
  if (tokens === undefined) return undefined;
  const { accessToken, expiresAtMs = Infinity } = tokens;
  if (expiresAtMs - Date.now() > RENEW_BEFORE_MS) return accessToken;
  const { refresh } = await import('./provider.js');
  const renewed = await refresh(tokens);
  // An old token gets the answer UNAUTHENTICATED.
  if (renewed === undefined) return accessToken;
  await store.write(origin, renewed);
  return renewed.accessToken;
}

/**
 * The access with the token that `login` has stored, where no other is given.
 * @throws CommandFailed for an endpoint that is no address
 */
export async function withStoredToken(access: GatewayAccess, env: StoreEnvironment): Promise<GatewayAccess> {
  if (access.token !== undefined) return access;
  return { ...access, token: await readStoredToken(parseEndpoint(access.endpoint), env) };
}
