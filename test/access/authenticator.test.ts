import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createAuthenticator, type Authenticator, type JwtOptions } from '../../src/access/authenticator.js';
import { AUDIENCE, createJwksServer, ISSUER, type JwksServer } from '../support/jwks-server.js';

const MINUTE = 60_000;

let clock = Date.now();
const now = (): number => clock;
let server: JwksServer;

function create(options: Partial<JwtOptions> = {}): Promise<Authenticator> {
  return createAuthenticator({
    mode: 'jwt',
    jwksUrl: server.url,
    issuer: ISSUER,
    audience: AUDIENCE,
    now,
    ...options,
  });
}

beforeAll(async () => {
  server = await createJwksServer({ now });
});
afterAll(() => server.close());

describe('a valid token', () => {
  test('becomes a caller with its subject and claims', async () => {
    const authenticator = await create();
    const token = await server.mint({ claims: { sub: 'kim', realm_access: { roles: ['duty'] } } });
    const caller = await authenticator.authenticate(`Bearer ${token}`);
    expect(caller.subject).toBe('kim');
    expect(caller.claims).toMatchObject({ iss: ISSUER, realm_access: { roles: ['duty'] } });
  });

  test.each([
    'RS256',
    'RS384',
    'RS512',
    'PS256',
    'PS384',
    'PS512',
    'ES256',
    'ES384',
    'ES512',
    'EdDSA',
    'Ed25519',
  ])('may be signed with %s', async (alg) => {
    const provider = await createJwksServer({ now, alg });
    const authenticator = await create({ jwksUrl: provider.url });
    const caller = await authenticator.authenticate(`Bearer ${await provider.mint()}`);
    await provider.close();
    expect(caller.subject).toBe('maya');
  });

  test.each([
    ['a list that names the gateway among others as audience', { aud: ['billing', AUDIENCE] }],
    ['an exp 29 seconds ago', { exp: Math.floor(clock / 1000) - 29 }],
    ['an nbf 29 seconds ahead', { nbf: Math.floor(clock / 1000) + 29 }],
  ])('may have %s', async (_title, claims) => {
    const authenticator = await create();
    await expect(
      authenticator.authenticate(`Bearer ${await server.mint({ claims })}`),
    ).resolves.toMatchObject({
      subject: 'maya',
    });
  });

  test.each([
    ['bearer in lower case', (token: string) => `bearer ${token}`],
    ['BEARER in capitals', (token: string) => `BEARER ${token}`],
    ['several blanks', (token: string) => `Bearer   ${token} `],
    ['a list of one', (token: string) => [`Bearer ${token}`]],
  ])('may be sent as %s', async (_title, write) => {
    const authenticator = await create();
    await expect(authenticator.authenticate(write(await server.mint()))).resolves.toMatchObject({
      subject: 'maya',
    });
  });
});

describe('a cached token', () => {
  afterEach(() => {
    server.setMode('ok');
  });

  test('returns the same caller without a promise', async () => {
    const authenticator = await create();
    const header = `Bearer ${await server.mint()}`;
    const caller = await authenticator.authenticate(header);
    expect(authenticator.authenticate(header)).toBe(caller);
  });

  test('is verified again after its expiry, and refused after the tolerance', async () => {
    const authenticator = await create();
    const header = `Bearer ${await server.mint({ claims: { exp: Math.floor(clock / 1000) + 60 } })}`;
    const caller = await authenticator.authenticate(header);
    clock += MINUTE;
    const tolerated = authenticator.authenticate(header);
    expect(tolerated).toBeInstanceOf(Promise);
    await expect(tolerated).resolves.toEqual(caller);
    clock += MINUTE / 2;
    await expect(async () => authenticator.authenticate(header)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  test('is removed for newer tokens when the cache is full', async () => {
    const authenticator = await create({ rememberedTokens: 2 });
    const headers = await Promise.all(
      ['a', 'b', 'c'].map(async (sub) => `Bearer ${await server.mint({ claims: { sub } })}`),
    );
    for (const header of headers) await authenticator.authenticate(header);
    const isRemembered = headers.map((header) => !(authenticator.authenticate(header) instanceof Promise));
    expect(isRemembered).toEqual([false, true, true]);
  });

  test('is not confused with a token that differs only in its last characters', async () => {
    const authenticator = await create();
    const token = await server.mint();
    await authenticator.authenticate(`Bearer ${token}`);
    const changed = token.slice(0, -4) + (token.endsWith('AAAA') ? 'BBBB' : 'AAAA');
    await expect(async () => authenticator.authenticate(`Bearer ${changed}`)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});

describe('invalid options', () => {
  test.each([
    ['plain http beyond loopback', { jwksUrl: 'http://id.example.com/jwks' }, /https, or http on a loopback/],
    ['a file', { jwksUrl: 'file:///etc/jwks.json' }, /https, or http on a loopback/],
    ['a host that only begins like loopback', { jwksUrl: 'http://127.0.0.1.example.com/' }, /https/],
    ['no URL', { jwksUrl: 'id.example.com' }, /not a URL/],
    ['a password in the URL', { jwksUrl: 'https://me:secret@id.example.com/' }, /user name or password/],
    ['an empty issuer', { issuer: '' }, /must not be empty/],
    ['an empty audience', { audience: '' }, /must not be empty/],
  ])('stop the start: %s', async (_title, options, message) => {
    const failed = create(options);
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.not.toThrow(/secret|example/);
  });
});
