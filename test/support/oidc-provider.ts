import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import Provider, { type Adapter, type AdapterPayload } from 'oidc-provider';

/** The audience of the access tokens. It is a URI, because the provider follows RFC 8707. */
export const OIDC_AUDIENCE = 'https://live.example.com/graphql';
export const OIDC_CLIENT_ID = 'console';

/** A real OpenID provider on loopback. It accepts any name with any password. */
export interface OidcProvider {
  readonly issuer: string;
  readonly jwksUrl: string;
  /** The roles in the access tokens that are issued from now on, by user name. */
  readonly roles: Map<string, readonly string[]>;
  /** Registers the console of a gateway. @param origin `http://127.0.0.1:4000` */
  readonly allow: (origin: string) => void;
  /** Sets the lifetime of the access tokens that are issued from now on. */
  readonly setLifetime: (seconds: number) => void;
  /** Ends all sessions and refresh tokens, so that all users must sign in again. */
  readonly forget: () => void;
  readonly close: () => Promise<void>;
}

/** Hides the notices of the provider about default settings, which are sufficient for tests. */
function silenceNotices(): void {
  for (const level of ['info', 'warn'] as const) {
    const print = console[level].bind(console);
    console[level] = (...values: unknown[]) => {
      if (!String(values[0]).includes('oidc-provider')) print(...values);
    };
  }
}

export async function createOidcProvider(): Promise<OidcProvider> {
  silenceNotices();
  const roles = new Map<string, readonly string[]>();
  const clients = new Map<string, AdapterPayload>();
  const kept = new Map<string, AdapterPayload>();
  let lifetimeSeconds = 600;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    adapter: (model: string) => (model === 'Client' ? new Kept(clients, '') : new Kept(kept, model)),
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, name: accountId }),
    }),
    claims: { openid: ['sub'], profile: ['name'] },
    conformIdTokenClaims: false,
    clientBasedCORS: () => true,
    issueRefreshToken: () => Promise.resolve(true),
    rotateRefreshToken: true,
    features: {
      devInteractions: { enabled: true },
      deviceFlow: { enabled: true },
      rpInitiatedLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => OIDC_AUDIENCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '',
          audience: OIDC_AUDIENCE,
          accessTokenTTL: lifetimeSeconds,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    extraTokenClaims: (_context, token) => ({
      roles: roles.get('accountId' in token ? token.accountId : '') ?? [],
    }),
    cookies: { keys: ['a key of no worth'] },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  return {
    issuer,
    jwksUrl: `${issuer}/jwks`,
    roles,
    allow(origin) {
      clients.set(OIDC_CLIENT_ID, {
        client_id: OIDC_CLIENT_ID,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
        response_types: ['code'],
        // A native client may use any port in a redirect to the loopback address (RFC 8252).
        application_type: 'native',
        redirect_uris: [`${origin}/console/signed-in`, 'http://127.0.0.1/signed-in'],
        post_logout_redirect_uris: [`${origin}/console`],
      });
    },
    setLifetime(seconds) {
      lifetimeSeconds = seconds;
    },
    forget() {
      kept.clear();
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

/** The storage of the provider, in memory. */
class Kept implements Adapter {
  readonly #all: Map<string, AdapterPayload>;
  readonly #model: string;

  constructor(all: Map<string, AdapterPayload>, model: string) {
    this.#all = all;
    this.#model = model;
  }

  upsert(id: string, payload: AdapterPayload): Promise<void> {
    this.#all.set(`${this.#model}${id}`, payload);
    return Promise.resolve();
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.#all.get(`${this.#model}${id}`));
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve([...this.#all.values()].find((payload) => payload.uid === uid));
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve([...this.#all.values()].find((payload) => payload.userCode === userCode));
  }

  async consume(id: string): Promise<void> {
    const payload = await this.find(id);
    if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
  }

  destroy(id: string): Promise<void> {
    this.#all.delete(`${this.#model}${id}`);
    return Promise.resolve();
  }

  revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, payload] of this.#all) if (payload.grantId === grantId) this.#all.delete(key);
    return Promise.resolve();
  }
}
