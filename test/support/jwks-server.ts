import { EventEmitter, once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';

export const ISSUER = 'https://id.example.com/';
export const AUDIENCE = 'live-gateway';

/** A signing key of the identity provider, or of an attacker that imitates one. */
export interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly publicJwk: JWK;
}

export async function createSigningKey(kid: string, alg = 'ES256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const publicJwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
  return { kid, alg, privateKey, publicKey, publicJwk };
}

/** Returns the public key as PEM, for tests of key confusion. */
export async function toPublicPem(key: SigningKey): Promise<string> {
  return exportSPKI(key.publicKey);
}

/** The way in which the server answers. `hang`: no answer until `release` is called. */
export type JwksMode =
  'ok' | 'error' | 'notFound' | 'garbage' | 'keyless' | 'flood' | 'redirect' | 'reset' | 'hang';

/** The token to sign. An undefined claim is left out. */
export interface TokenRequest {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly key?: SigningKey;
}

/** A key endpoint of an identity provider on loopback. It can rotate keys, fail, hang and sign. */
export interface JwksServer {
  readonly url: string;
  /** Returns the number of requests for the keys. */
  readonly requests: () => number;
  /** Resolves at the next request for the keys. */
  readonly nextRequest: () => Promise<void>;
  readonly key: () => SigningKey;
  readonly setMode: (mode: JwksMode) => void;
  /** Answers the open requests and all later ones. */
  readonly release: () => void;
  /** Publishes only these keys. */
  readonly publish: (...keys: readonly SigningKey[]) => void;
  /** Publishes these entries of the key set before the keys. */
  readonly addEntries: (...entries: readonly unknown[]) => void;
  /** Publishes a new key, which signs from now on. `keepOld` keeps the old key published. */
  readonly rotate: (
    kid: string,
    options?: { readonly keepOld?: boolean; readonly alg?: string },
  ) => Promise<SigningKey>;
  /** Signs a token. Default: valid for one hour from `now`, with the subject `maya`. */
  readonly mint: (request?: TokenRequest) => Promise<string>;
  readonly close: () => Promise<void>;
}

export interface JwksServerOptions {
  readonly now?: () => number;
  readonly alg?: string;
}

export async function createJwksServer({ now = Date.now, alg }: JwksServerOptions = {}): Promise<JwksServer> {
  let current = await createSigningKey('key-1', alg);
  let published: readonly SigningKey[] = [current];
  let odd: readonly unknown[] = [];
  let mode: JwksMode = 'ok';
  let requests = 0;
  const hanging = new Set<ServerResponse>();
  const arrivals = new EventEmitter();

  const answerKeys = (response: ServerResponse): void => {
    response.setHeader('content-type', 'application/jwk-set+json');
    response.end(JSON.stringify({ keys: [...odd, ...published.map(({ publicJwk }) => publicJwk)] }));
  };
  const answers: Record<JwksMode, (response: ServerResponse) => void> = {
    ok: answerKeys,
    error: (response) => response.writeHead(500).end('{"keys":[]}'),
    notFound: (response) => response.writeHead(404).end('{"keys":[]}'),
    garbage: (response) => response.end('<html>maintenance</html>'),
    keyless: (response) => response.end('{"issuer":"https://id.example.com/"}'),
    flood: (response) => response.end(`{"keys":["${'x'.repeat(2_000_000)}"]}`),
    redirect: (response) => response.writeHead(302, { location: '/elsewhere' }).end(),
    reset: (response) => response.socket?.destroy(),
    hang: (response) => hanging.add(response),
  };
  const server = createServer((_request, response) => {
    requests += 1;
    answers[mode](response);
    arrivals.emit('request');
  });
  const port = await listen(server);

  return {
    url: `http://127.0.0.1:${port}/jwks`,
    requests: () => requests,
    nextRequest: async () => {
      await once(arrivals, 'request');
    },
    key: () => current,
    setMode: (next) => {
      mode = next;
    },
    release: () => {
      mode = 'ok';
      hanging.forEach(answerKeys);
      hanging.clear();
    },
    publish: (...keys) => {
      published = keys;
    },
    addEntries: (...entries) => {
      odd = entries;
    },
    rotate: async (kid, { keepOld = false, alg: nextAlg = current.alg } = {}) => {
      const next = await createSigningKey(kid, nextAlg);
      published = keepOld ? [...published, next] : [next];
      current = next;
      return next;
    },
    mint: (request) => mint(current, now(), request),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function mint(current: SigningKey, now: number, request: TokenRequest = {}): Promise<string> {
  const { claims, header, key = current } = request;
  const seconds = Math.floor(now / 1000);
  const payload: JWTPayload = {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'maya',
    iat: seconds,
    exp: seconds + 3600,
    roles: ['moderator'],
    ...claims,
  };
  // JSON drops undefined values, so that a test can leave out a claim.
  const protectedHeader = { alg: key.alg, kid: key.kid, ...header } as JWTHeaderParameters;
  return new SignJWT(JSON.parse(JSON.stringify(payload)) as JWTPayload)
    .setProtectedHeader(protectedHeader)
    .sign(key.privateKey);
}
