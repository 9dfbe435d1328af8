import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import * as client from 'openid-client';
import { CommandFailed } from '../command-failed.js';
import { type Terminal } from '../terminal.js';
import { type SignInSettings, toAudienceParameters, toStoredTokens } from './provider.js';
import { type StoredTokens } from './token-store.js';

/** Long enough for a user who needs a second factor. */
const WAIT_MS = 5 * 60_000;
const PATH = '/signed-in';

/**
 * Signs in with an authorization code and PKCE. Prints an address, and listens on this machine for the redirect of the
 * browser (RFC 8252).
 * @throws CommandFailed if the sign-in does not succeed in time
 */
export async function signInOnLoopback(
  configuration: client.Configuration,
  settings: SignInSettings,
  { err, text }: Pick<Terminal, 'err' | 'text'>,
): Promise<StoredTokens> {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`;
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: settings.scope,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      ...toAudienceParameters(settings.audience),
    });
    err(text.login.open);
    err(address.href);
    const returned = await waitForReturn(server, redirectUri, text.login.page);
    const { resource } = toAudienceParameters(settings.audience);
    const answer = await client.authorizationCodeGrant(
      configuration,
      returned,
      { pkceCodeVerifier: verifier, expectedState: state },
      resource === undefined ? {} : { resource },
    );
    return toStoredTokens(settings, answer);
  } catch (thrown) {
    if (thrown instanceof CommandFailed) throw thrown;
    throw new CommandFailed(1, (words) => words.login.refused);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function waitForReturn(server: Server, redirectUri: string, page: string): Promise<URL> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new CommandFailed(1, (words) => words.login.timeout));
    }, WAIT_MS);
    server.on('request', ({ url = '' }, response) => {
      const address = new URL(url, redirectUri);
      if (address.pathname !== PATH) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, {
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'no-store',
        connection: 'close',
      });
      response.end(`${page}\n`);
      clearTimeout(timer);
      resolve(address);
    });
  });
}
