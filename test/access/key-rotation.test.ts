import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAuthenticator, type Authenticator } from '../../src/access/authenticator.js';
import { type KeyEvent } from '../../src/access/remote-key-set.js';
import { AUDIENCE, createJwksServer, ISSUER, type JwksServer } from '../support/jwks-server.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

let clock: number;
const now = (): number => clock;
let server: JwksServer;
let authenticator: Authenticator;
let events: KeyEvent[];

const ask = async (token: string): Promise<string> =>
  (await authenticator.authenticate(`Bearer ${token}`)).subject;
const refused = { code: 'UNAUTHENTICATED' };

beforeEach(async () => {
  clock = Date.now();
  events = [];
  server = await createJwksServer({ now });
  authenticator = await createAuthenticator({
    mode: 'jwt',
    jwksUrl: server.url,
    issuer: ISSUER,
    audience: AUDIENCE,
    now,
    onKeys: (event) => events.push(event),
  });
});
afterEach(() => server.close());

describe('keys', () => {
  test('are fetched once for many concurrent first requests', async () => {
    const tokens = await Promise.all(['a', 'b', 'c', 'd'].map((sub) => server.mint({ claims: { sub } })));
    await expect(Promise.all(tokens.map(ask))).resolves.toEqual(['a', 'b', 'c', 'd']);
    expect(server.requests()).toBe(1);
  });

  test('are not fetched again while they are recent', async () => {
    await ask(await server.mint());
    clock += 10 * MINUTE - 1;
    await ask(await server.mint());
    expect(server.requests()).toBe(1);
  });

  test('can be fetched before the first request', async () => {
    await expect(authenticator.warmUp()).resolves.toBe(true);
    await ask(await server.mint());
    expect(server.requests()).toBe(1);
    expect(events).toEqual([{ kind: 'changed', keys: 1 }]);
  });
});

describe('a rotation', () => {
  test('causes no error for tokens of the new key', async () => {
    await ask(await server.mint());
    clock += 10 * SECOND;
    await server.rotate('key-2');
    await expect(ask(await server.mint())).resolves.toBe('maya');
    expect(server.requests()).toBe(2);
  });

  test('costs one fetch for many concurrent tokens of the new key', async () => {
    await ask(await server.mint());
    clock += 10 * SECOND;
    await server.rotate('key-2');
    const tokens = await Promise.all(['a', 'b', 'c'].map((sub) => server.mint({ claims: { sub } })));
    await expect(Promise.all(tokens.map(ask))).resolves.toEqual(['a', 'b', 'c']);
    expect(server.requests()).toBe(2);
  });

  test('may change the algorithm', async () => {
    await ask(await server.mint());
    clock += 10 * SECOND;
    await server.rotate('key-2', { alg: 'RS256' });
    await expect(ask(await server.mint())).resolves.toBe('maya');
  });

  test('keeps tokens of the old key valid while the key is published', async () => {
    const old = await server.mint();
    await ask(old);
    clock += 10 * SECOND;
    await server.rotate('key-2', { keepOld: true });
    await ask(await server.mint());
    await expect(ask(old)).resolves.toBe('maya');
  });

  test('invalidates cached tokens of a key that is no longer published', async () => {
    const old = await server.mint();
    await ask(old);
    clock += 10 * SECOND;
    await server.rotate('key-2');
    await ask(await server.mint());
    await expect(ask(old)).rejects.toMatchObject(refused);
  });

  test('invalidates cached tokens when the kid has other key material', async () => {
    const old = await server.mint();
    await ask(old);
    clock += 10 * MINUTE;
    await server.rotate(server.key().kid);
    await ask(old);
    await authenticator.warmUp();
    await expect(ask(old)).rejects.toMatchObject(refused);
  });

  test('is detected in the background, by the first request after ten minutes', async () => {
    const old = await server.mint();
    await ask(old);
    clock += 10 * MINUTE;
    await server.rotate('key-2');
    await expect(ask(old)).resolves.toBe('maya');
    await authenticator.warmUp();
    expect(server.requests()).toBe(2);
    await expect(ask(old)).rejects.toMatchObject(refused);
  });

  test('to an empty key set takes effect', async () => {
    await ask(await server.mint());
    server.publish();
    await authenticator.warmUp();
    await expect(ask(await server.mint())).rejects.toMatchObject(refused);
  });
});

describe('an unknown kid', () => {
  test('causes at most one fetch in ten seconds', async () => {
    await ask(await server.mint());
    for (let second = 0; second < 25; second += 1) {
      clock += SECOND;
      const token = await server.mint({ header: { kid: `stranger-${second}` } });
      await expect(ask(token)).rejects.toMatchObject(refused);
    }
    expect(server.requests()).toBe(3);
  });
});
