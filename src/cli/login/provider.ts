import * as client from 'openid-client';
import { isPrivateUrl } from '../../stream/loopback.js';
import { CommandFailed } from '../command-failed.js';
import { type StoredTokens } from './token-store.js';

/** How a command signs in. */
export interface SignInSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  readonly audience: string | undefined;
}

/** @throws CommandFailed where the identity provider cannot be reached, or is none */
export async function discover({
  issuer,
  clientId,
}: Pick<SignInSettings, 'issuer' | 'clientId'>): Promise<client.Configuration> {
  const url = URL.parse(issuer);
  if (url === null || !isPrivateUrl(issuer)) throw new CommandFailed(2, (text) => text.wrongUse.issuer);
  // The library marks it so that it stands out: here it is for a provider on this machine alone.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const execute = url.protocol === 'http:' ? [client.allowInsecureRequests] : [];
  try {
    return await client.discovery(url, clientId, undefined, client.None(), { execute });
  } catch {
    throw new CommandFailed(1, (text) => text.login.noDiscovery);
  }
}

/** The parameters that choose what the token is for: `audience`, and `resource` for a URI. */
export function toAudienceParameters(audience: string | undefined): Record<string, string> {
  if (audience === undefined) return {};
  return { audience, ...(/^https?:/.test(audience) && { resource: audience }) };
}

export function toStoredTokens(
  { issuer, clientId, audience }: SignInSettings,
  answer: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers,
): StoredTokens {
  const seconds = answer.expiresIn();
  const { resource } = toAudienceParameters(audience);
  return {
    accessToken: answer.access_token,
    ...(answer.refresh_token !== undefined && { refreshToken: answer.refresh_token }),
    ...(seconds !== undefined && { expiresAtMs: Date.now() + seconds * 1_000 }),
    issuer,
    clientId,
    ...(resource !== undefined && { resource }),
  };
}

/** Another access token for a refresh token. Undefined where the provider takes it no longer. */
export async function refresh(tokens: StoredTokens): Promise<StoredTokens | undefined> {
  const { refreshToken, issuer, clientId, resource } = tokens;
  if (refreshToken === undefined) return undefined;
  try {
    const configuration = await discover({ issuer, clientId });
    const parameters = resource === undefined ? {} : { resource };
    const answer = await client.refreshTokenGrant(configuration, refreshToken, parameters);
    const settings = { issuer, clientId, scope: '', audience: resource };
    // A provider without rotation sends no other refresh token.
    return { refreshToken, ...toStoredTokens(settings, answer) };
  } catch {
    return undefined;
  }
}
