import { createGatewayClient, type GatewayAccess, type GatewayClient } from './gateway-client.js';
import { type StoreEnvironment } from './login/token-store.js';
import { type Terminal } from './terminal.js';

/** The environment variables that apply if options are absent. */
export interface ClientEnvironment extends StoreEnvironment {
  readonly APSARA_GATEWAY_ENDPOINT?: string | undefined;
  readonly APSARA_GATEWAY_TOKEN?: string | undefined;
}

export interface AccessOptions {
  readonly endpoint?: string;
  readonly tokenFile?: string;
}

/** Returns options, and the environment for absent options. An empty value counts as absent. */
export function toGatewayAccess(
  values: { readonly endpoint?: string | undefined; readonly token?: string | undefined },
  env: ClientEnvironment,
): GatewayAccess {
  const set = (text: string | undefined): string | undefined => (text === '' ? undefined : text);
  return {
    endpoint: set(values.endpoint) ?? set(env.APSARA_GATEWAY_ENDPOINT),
    token: set(values.token) ?? set(env.APSARA_GATEWAY_TOKEN),
  };
}

/**
 * Returns the gateway with the token from the file, from the environment, or from `login`.
 * @throws CommandFailed
 */
export async function openClient(
  { endpoint, tokenFile }: AccessOptions,
  env: ClientEnvironment,
  terminal: Pick<Terminal, 'readInput'>,
): Promise<GatewayClient> {
  const { readToken } = await import('./read-token.js');
  const { withStoredToken } = await import('./login/stored-token.js');
  const token = await readToken(tokenFile, terminal);
  return createGatewayClient(await withStoredToken(toGatewayAccess({ endpoint, token }, env), env));
}
