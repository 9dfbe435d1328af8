import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAuthenticator, type Authenticator } from '../../src/access/authenticator.js';
import { type RefusalReason } from '../../src/access/refusal.js';
import {
  AUDIENCE,
  createJwksServer,
  createSigningKey,
  ISSUER,
  type JwksServer,
} from '../support/jwks-server.js';

let server: JwksServer;
let authenticator: Authenticator;
let reasons: RefusalReason[];

beforeEach(async () => {
  reasons = [];
  server = await createJwksServer();
  authenticator = await createAuthenticator({
    mode: 'jwt',
    jwksUrl: server.url,
    issuer: ISSUER,
    audience: AUDIENCE,
    onRefused: (reason) => reasons.push(reason),
  });
});
afterEach(() => server.close());

const ask = async (token: string): Promise<string> =>
  (await authenticator.authenticate(`Bearer ${token}`)).subject;

describe('an entry of a key set that is ignored', () => {
  test.each([
    ['null', null],
    ['a text', 'key'],
    ['a list', []],
    ['a key of an unknown kind', { kty: 'LATTICE', kid: 'key-1', alg: 'ES256' }],
    ['a symmetric key', { kty: 'oct', kid: 'key-1', k: 'c2VjcmV0' }],
    ['an object without a kind', { kid: 'key-1' }],
  ])('is %s', async (_what, entry) => {
    server.addEntries(entry);
    await expect(authenticator.warmUp()).resolves.toBe(true);
    await expect(ask(await server.mint())).resolves.toBe('maya');
    expect(authenticator.keysFailure()).toBeUndefined();
  });

  test('is a key of the same kid that lacks its members', async () => {
    server.addEntries({ kty: 'EC', crv: 'P-256', kid: 'key-1', alg: 'ES256' });
    await expect(ask(await server.mint())).resolves.toBe('maya');
  });
});

describe('two keys of one kid and algorithm', () => {
  test('verify the tokens of both keys, in any order of publication', async () => {
    const [one, other] = [await createSigningKey('shared'), await createSigningKey('shared')];
    server.publish(one, other);
    await expect(ask(await server.mint({ key: one, claims: { sub: 'one' } }))).resolves.toBe('one');
    await expect(ask(await server.mint({ key: other, claims: { sub: 'other' } }))).resolves.toBe('other');
  });

  test('verify no token of a third key, and no expired token', async () => {
    const [one, other] = [await createSigningKey('shared'), await createSigningKey('shared')];
    server.publish(one, other);
    const forged = await server.mint({ key: await createSigningKey('shared') });
    await expect(ask(forged)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const old = await server.mint({ key: other, claims: { exp: 1_000_000 } });
    await expect(ask(old)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(reasons).toEqual(['signature', 'expired']);
  });
});

test('a set without a usable key accepts no token, and has the reason no_keys', async () => {
  server.publish();
  server.addEntries(null, { kty: 'oct', kid: 'key-1', k: 'c2VjcmV0' });
  await expect(authenticator.warmUp()).resolves.toBe(false);
  expect(authenticator.keysFailure()).toBe('no_keys');
  await expect(ask(await server.mint())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  server.addEntries();
  server.publish(server.key());
  await expect(authenticator.warmUp()).resolves.toBe(true);
  expect(authenticator.keysFailure()).toBeUndefined();
});
