import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createAuthenticator, type Authenticator } from '../../src/access/authenticator.js';
import { type RefusalReason } from '../../src/access/refusal.js';
import { StreamError } from '../../src/stream/errors.js';
import { createHostileHeaders, type HostileHeader } from '../support/hostile-tokens.js';
import { type HttpServer, serveHttp } from '../support/http-server.js';
import { AUDIENCE, createJwksServer, ISSUER, type JwksServer } from '../support/jwks-server.js';

/** A clock that stands still, so that the time after the tolerance is exact. */
const STILL = Date.now();
const now = (): number => STILL;
let server: JwksServer;
let elsewhere: HttpServer;
let askedElsewhere = 0;
let authenticator: Authenticator;
let hostile: HostileHeader[];
const reasons: RefusalReason[] = [];

async function attempt(header: HostileHeader['authorization']): Promise<StreamError> {
  try {
    await authenticator.authenticate(header);
  } catch (thrown) {
    if (thrown instanceof StreamError) return thrown;
  }
  throw new Error('got in, or failed in a way of its own');
}

beforeAll(async () => {
  server = await createJwksServer({ now });
  elsewhere = await serveHttp((_request, response) => {
    askedElsewhere += 1;
    response.end('{"keys":[]}');
  });
  authenticator = await createAuthenticator({
    mode: 'jwt',
    jwksUrl: server.url,
    issuer: ISSUER,
    audience: AUDIENCE,
    now,
    onRefused: (reason) => reasons.push(reason),
  });
  hostile = await createHostileHeaders(server, STILL, `${elsewhere.origin}/keys`);
});

afterAll(async () => {
  await server.close();
  await elsewhere.close();
});

describe('a hostile Authorization header', () => {
  test('is refused with the same answer for every fault', async () => {
    expect(hostile.length).toBeGreaterThan(40);
    const outcomes = [];
    for (const { title, authorization, reason } of hostile) {
      reasons.length = 0;
      const { code, message, retryable } = await attempt(authorization);
      outcomes.push({ title, code, message, retryable, reasons: [...reasons], wanted: reason });
    }
    const expected = hostile.map(({ title, reason }) => ({
      title,
      code: 'UNAUTHENTICATED',
      message: 'A valid access token is needed.',
      retryable: false,
      reasons: [reason],
      wanted: reason,
    }));
    expect(outcomes).toEqual(expected);
  });

  test('never causes a request to a URL in the token', () => {
    expect(askedElsewhere).toBe(0);
  });

  test('causes fetches of the keys only as often as the cooldown allows', () => {
    expect(server.requests()).toBe(1);
  });

  test('does not affect valid tokens', async () => {
    const caller = await authenticator.authenticate(`Bearer ${await server.mint()}`);
    expect(caller.subject).toBe('maya');
  });
});
