import * as client from 'openid-client';
import { isPrivateUrl } from '../../stream/loopback.js';
import { CommandFailed } from '../command-failed.js';
import { type StoredTokens } from './token-store.js';

/** The settings of a sign-in. */
export interface SignInSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  readonly audience: string | undefined;
}

/** @throws CommandFailed if the identity provider cannot be reached, or is not an identity provider */
export async function discover({
  issuer,
  clientId,
}: Pick<SignInSettings, 'issuer' | 'clientId'>): Promise<client.Configuration> {
  const url = URL.parse(issuer);
  if (url === null || !isPrivateUrl(issuer)) throw new CommandFailed(2, (text) => text.wrongUse.issuer);
  // The library marks it as deprecated to warn of its use. Here it applies only to a provider on this machine.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const execute = url.protocol === 'http:' ? [client.allowInsecureRequests] : [];
  try {
    return await client.discovery(url, clientId, undefined, client.None(), { execute });
  } catch {
    throw new CommandFailed(1, (text) => text.login.noDiscovery);
  }
}

/** Returns the parameters that select the audience of the token: `audience`, and `resource` for a URI. */
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

/** Gets a new access token for a refresh token. Undefined if the provider no longer accepts it. */
export async function refresh(tokens: StoredTokens): Promise<StoredTokens | undefined> {
  const { refreshToken, issuer, clientId, resource } = tokens;
  if (refreshToken === undefined) return undefined;
  try {
    const configuration = await discover({ issuer, clientId });
    const parameters = resource === undefined ? {} : { resource };
    const answer = await client.refreshTokenGrant(configuration, refreshToken, parameters);
    const settings = { issuer, clientId, scope: '', audience: resource };
    // A provider without rotation sends no new refresh token.
    return { refreshToken, ...toStoredTokens(settings, answer) };
  } catch {
    return undefined;
  }
}
