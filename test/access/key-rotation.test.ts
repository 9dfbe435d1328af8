import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createAuthenticator, type Authenticator } from '../../src/access/authenticator.js';
import { createKeysReadiness } from '../../src/access/keys-readiness.js';
import { type KeyEvent } from '../../src/access/remote-key-set.js';
import { AUDIENCE, createJwksServer, ISSUER, type JwksServer } from '../support/jwks-server.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The monotonic time. The wall clock can be ahead of it. */
let clock: number;
let aheadMs: number;
const now = (): number => clock + aheadMs;
let server: JwksServer;
let authenticator: Authenticator;
let events: KeyEvent[];

const ask = async (token: string): Promise<string> =>
  (await authenticator.authenticate(`Bearer ${token}`)).subject;
const refused = { code: 'UNAUTHENTICATED' };

beforeEach(async () => {
  clock = Date.now();
  aheadMs = 0;
  events = [];
  server = await createJwksServer({ now });
  authenticator = await createAuthenticator({
    mode: 'jwt',
    jwksUrl: server.url,
    issuer: ISSUER,
    audience: AUDIENCE,
    now,
    steadyNow: () => clock,
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

describe.each(['back', 'ahead'])('while the wall clock is set %s by eight hours', (direction) => {
  beforeEach(async () => {
    aheadMs = direction === 'back' ? 8 * HOUR : 0;
    await ask(await server.mint());
    aheadMs = 8 * HOUR - aheadMs;
  });

  test('a rotation causes no error for tokens of the new key', async () => {
    clock += 10 * SECOND;
    await server.rotate('key-2');
    await expect(ask(await server.mint())).resolves.toBe('maya');
  });

  test('a key that is no longer published is detected after ten minutes', async () => {
    const old = await server.mint();
    await ask(old);
    await server.rotate('key-2');
    clock += 10 * MINUTE;
    const again = server.nextRequest();
    await ask(old);
    await again;
    await authenticator.warmUp();
    await expect(ask(old)).rejects.toMatchObject(refused);
  });

  test('an unknown kid still causes at most one fetch in ten seconds', async () => {
    const before = server.requests();
    for (let second = 0; second < 20; second += 1) {
      const token = await server.mint({ header: { kid: `stranger-${second}` } });
      await expect(ask(token)).rejects.toMatchObject(refused);
      clock += SECOND;
    }
    expect(server.requests() - before).toBe(1);
  });

  test('a token ends at its end on the wall clock', async () => {
    const token = await server.mint({ claims: { exp: Math.floor(now() / 1000) + 60 } });
    await expect(ask(token)).resolves.toBe('maya');
    aheadMs += 2 * MINUTE;
    await expect(ask(token)).rejects.toMatchObject(refused);
  });
});

test('the keys are fetched again after a second while there are none, although the wall clock was set back', async () => {
  server.setMode('error');
  const keys = createKeysReadiness(authenticator);
  await keys.warmUp();
  server.setMode('ok');
  const again = server.nextRequest();
  const steadyMs = performance.now();
  const clocks = [jest.spyOn(Date, 'now'), jest.spyOn(performance, 'now')];
  try {
    clocks[0]?.mockReturnValue(clock - 8 * HOUR);
    clocks[1]?.mockReturnValue(steadyMs + SECOND);
    expect(keys.check).toThrow('there are no keys');
  } finally {
    for (const mocked of clocks) mocked.mockRestore();
  }
  await again;
  await keys.warmUp();
  expect(keys.check).not.toThrow();
});
