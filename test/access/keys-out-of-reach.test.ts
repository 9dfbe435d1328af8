import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAuthenticator, type Authenticator } from '../../src/access/authenticator.js';
import { type RefusalReason } from '../../src/access/refusal.js';
import { type KeyEvent } from '../../src/access/remote-key-set.js';
import { type KeyReason } from '../../src/stream/reasons.js';
import {
  AUDIENCE,
  createJwksServer,
  ISSUER,
  type JwksMode,
  type JwksServer,
} from '../support/jwks-server.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DOWN: readonly (readonly [JwksMode, KeyReason])[] = [
  ['error', 'status'],
  ['notFound', 'not_found'],
  ['garbage', 'not_json'],
  ['keyless', 'no_keys'],
  ['flood', 'too_large'],
  ['redirect', 'redirect'],
  ['reset', 'reset'],
  ['hang', 'timeout'],
];

let clock: number;
const now = (): number => clock;
let server: JwksServer;
let authenticator: Authenticator;
let events: KeyEvent[];
let reasons: RefusalReason[];

const ask = async (token: string): Promise<string> =>
  (await authenticator.authenticate(`Bearer ${token}`)).subject;
const mint = (sub: string): Promise<string> =>
  server.mint({ claims: { sub, exp: Math.floor(clock / 1000) + 24 * 3600 } });
const unavailable = { code: 'UPSTREAM_UNAVAILABLE', retryable: true, outcome: 'NOT_SENT' };

beforeEach(async () => {
  clock = Date.now();
  events = [];
  reasons = [];
  server = await createJwksServer({ now });
  authenticator = await createAuthenticator({
    mode: 'jwt',
    jwksUrl: server.url,
    issuer: ISSUER,
    audience: AUDIENCE,
    now,
    steadyNow: now,
    timings: { timeoutMs: 300 },
    onKeys: (event) => events.push(event),
    onRefused: (reason) => reasons.push(reason),
  });
});
afterEach(() => server.close());

describe.each(DOWN)('an endpoint that answers with: %s (%s)', (mode, reason) => {
  test('keeps tokens valid while the fetched keys are younger than an hour', async () => {
    const [seen, unseen] = [await mint('seen'), await mint('unseen')];
    await ask(seen);
    server.setMode(mode);
    clock += HOUR - 1;
    await expect(ask(seen)).resolves.toBe('seen');
    await authenticator.warmUp();
    await expect(ask(unseen)).resolves.toBe('unseen');
    expect(events.at(-1)).toEqual({ kind: 'unreachable', ageMs: HOUR - 1, reason });
  });

  test('stops trusting keys that are an hour old, with a retryable error', async () => {
    const seen = await mint('seen');
    await ask(seen);
    server.setMode(mode);
    clock += HOUR;
    await expect(ask(seen)).rejects.toMatchObject(unavailable);
    expect(reasons).toEqual(['keys_unavailable']);
  });

  test('does not count as an invalid token if there were never any keys', async () => {
    server.setMode(mode);
    await expect(authenticator.warmUp()).resolves.toBe(false);
    await expect(ask(await mint('maya'))).rejects.toMatchObject({ ...unavailable, retryAfterMs: 1000 });
    expect(events).toEqual([{ kind: 'unreachable', ageMs: undefined, reason }]);
    expect(authenticator.keysFailure()).toBe(reason);
  });

  test('does not refuse an unknown kid, which may be a new key', async () => {
    await ask(await mint('maya'));
    server.setMode(mode);
    clock += MINUTE;
    await server.rotate('key-2');
    await expect(ask(await mint('maya'))).rejects.toMatchObject({ ...unavailable, retryAfterMs: 10_000 });
  });
});

describe('an address', () => {
  const reasonAt = async (jwksUrl: string): Promise<unknown> => {
    const lost = await createAuthenticator({
      mode: 'jwt',
      jwksUrl,
      issuer: ISSUER,
      audience: AUDIENCE,
      onKeys: (event) => events.push(event),
    });
    await expect(lost.warmUp()).resolves.toBe(false);
    expect(events).toEqual([{ kind: 'unreachable', ageMs: undefined, reason: expect.any(String) }]);
    return lost.keysFailure();
  };

  test('without a listener has the reason refused', async () => {
    const gone = await createJwksServer();
    await gone.close();
    expect(await reasonAt(gone.url)).toBe('refused');
  });

  test('of a host that does not exist has the reason dns', async () => {
    expect(await reasonAt('https://id.invalid/jwks')).toBe('dns');
  });

  test('of a server without TLS has the reason tls', async () => {
    expect(await reasonAt(server.url.replace('http:', 'https:'))).toBe('tls');
  });
});

describe('while there are no keys', () => {
  test('the keys are fetched once a second for any number of waiting requests', async () => {
    server.setMode('error');
    const token = await mint('maya');
    for (let request = 0; request < 20; request += 1) {
      await expect(ask(token)).rejects.toMatchObject(unavailable);
      clock += 100;
    }
    expect(server.requests()).toBe(2);
  });

  test('a token that no key can verify is UNAUTHENTICATED', async () => {
    server.setMode('error');
    await expect(ask('no.token.atall')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(server.requests()).toBe(0);
  });

  test('the first request after the recovery of the endpoint is accepted', async () => {
    server.setMode('error');
    const token = await mint('maya');
    await expect(ask(token)).rejects.toMatchObject(unavailable);
    server.setMode('ok');
    clock += 1000;
    await expect(ask(token)).resolves.toBe('maya');
  });

  test('the message contains no host and no part of the token', async () => {
    server.setMode('error');
    const message = 'Access tokens cannot be checked at the moment; nothing was sent.';
    await expect(ask(await mint('maya'))).rejects.toMatchObject({ message });
  });
});

describe('a slow endpoint', () => {
  beforeEach(async () => {
    authenticator = await createAuthenticator({
      mode: 'jwt',
      jwksUrl: server.url,
      issuer: ISSUER,
      audience: AUDIENCE,
      now,
      steadyNow: now,
    });
  });

  test('does not delay requests with a known key when a refresh is due', async () => {
    const [seen, unseen] = [await mint('seen'), await mint('unseen')];
    await ask(seen);
    server.setMode('hang');
    clock += 10 * MINUTE;
    await expect(ask(seen)).resolves.toBe('seen');
    await expect(ask(unseen)).resolves.toBe('unseen');
    server.release();
    await expect(authenticator.warmUp()).resolves.toBe(true);
  });

  test('makes all first requests wait for the same answer', async () => {
    server.setMode('hang');
    const tokens = await Promise.all(['a', 'b', 'c'].map(mint));
    const asked = server.nextRequest();
    const answers = Promise.all(tokens.map(ask));
    await asked;
    server.release();
    await expect(answers).resolves.toEqual(['a', 'b', 'c']);
    expect(server.requests()).toBe(1);
  });
});
