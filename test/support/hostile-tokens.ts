import { createHmac } from 'node:crypto';
import { CompactEncrypt, exportJWK, importJWK, type JWK } from 'jose';
import { createSigningKey, toPublicPem, type JwksServer, type TokenRequest } from './jwks-server.js';
import { type RefusalReason } from '../../src/access/refusal.js';

/** A request that must be refused: its Authorization header, and the reason that is reported. */
export interface HostileHeader {
  readonly title: string;
  readonly authorization: string | readonly string[] | undefined;
  readonly reason: RefusalReason;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Builds a token by hand, for headers that no library signs. */
function assemble(header: unknown, payload: string, sign: (input: string) => string): string {
  const input = `${encode(header)}.${payload}`;
  return `${input}.${sign(input)}`;
}

/**
 * Creates the headers that an attacker, a faulty client or a broken proxy may send.
 *
 * @param elsewhere the URL in the `jku` and `x5u` of a token; the gateway must never request it
 * @param offBySeconds the time outside of the validity of a token; the default is the smallest
 *   refused value, which needs a fixed clock
 */
export async function createHostileHeaders(
  server: JwksServer,
  now: number,
  elsewhere: string,
  offBySeconds = 31,
): Promise<HostileHeader[]> {
  const good = await server.mint();
  const [goodHeader = '', goodPayload = '', goodSignature = ''] = good.split('.');
  const { kid } = server.key();
  const forger = await createSigningKey(kid);
  const forgerJwk = await exportJWK(forger.publicKey);
  const publicPem = await toPublicPem(server.key());
  const seconds = Math.floor(now / 1000);
  const hs256 = (input: string): string => createHmac('sha256', publicPem).update(input).digest('base64url');
  const escalated = Buffer.from(goodPayload, 'base64url').toString().replace('maya', 'root');

  const bearer = (title: string, token: string, reason: RefusalReason): HostileHeader => ({
    title,
    authorization: `Bearer ${token}`,
    reason,
  });
  const minted = async (
    title: string,
    request: TokenRequest,
    reason: RefusalReason,
  ): Promise<HostileHeader> => bearer(title, await server.mint(request), reason);
  const claims = (title: string, changed: Record<string, unknown>, reason: RefusalReason) =>
    minted(title, { claims: changed }, reason);

  return [
    { title: 'no Authorization header', authorization: undefined, reason: 'no_token' },
    { title: 'an empty header', authorization: '', reason: 'no_token' },
    { title: 'a scheme without a token', authorization: 'Bearer', reason: 'no_token' },
    { title: 'a scheme and blanks', authorization: 'Bearer    ', reason: 'no_token' },
    { title: 'Basic credentials', authorization: 'Basic bWF5YTpzZWNyZXQ=', reason: 'wrong_scheme' },
    { title: 'a good token without a scheme', authorization: good, reason: 'wrong_scheme' },
    { title: 'a good token under another scheme', authorization: `DPoP ${good}`, reason: 'wrong_scheme' },
    { title: 'two headers', authorization: [`Bearer ${good}`, `Bearer ${good}`], reason: 'several_tokens' },
    {
      title: 'two headers folded into one',
      authorization: `Bearer ${good}, Bearer ${good}`,
      reason: 'several_tokens',
    },
    { title: 'two tokens', authorization: `Bearer ${good} ${good}`, reason: 'several_tokens' },
    bearer('a huge token', `${goodHeader}.${'A'.repeat(100_000)}.${goodSignature}`, 'too_long'),
    bearer('a word instead of a token', 'letmein', 'malformed'),
    bearer('bytes outside base64url', `${goodHeader}.é${goodPayload}.${goodSignature}`, 'malformed'),
    bearer('a header that is not JSON', `AAAA.${goodPayload}.${goodSignature}`, 'malformed'),
    bearer('alg none without a signature', `${encode({ alg: 'none', kid })}.${goodPayload}.`, 'malformed'),
    bearer(
      'alg none with a signature',
      assemble({ alg: 'none', kid }, goodPayload, () => goodSignature),
      'algorithm',
    ),
    bearer(
      'alg NONE in capitals',
      assemble({ alg: 'NONE', kid }, goodPayload, () => goodSignature),
      'algorithm',
    ),
    bearer(
      'key confusion: HS256 with the public key',
      assemble({ alg: 'HS256', kid }, goodPayload, hs256),
      'algorithm',
    ),
    bearer(
      'no alg',
      assemble({ kid }, goodPayload, () => goodSignature),
      'malformed',
    ),
    bearer(
      'a list as alg',
      assemble({ alg: ['ES256'], kid }, goodPayload, () => goodSignature),
      'malformed',
    ),
    bearer(
      'an algorithm that differs from that of the key',
      assemble({ alg: 'RS256', kid }, goodPayload, () => goodSignature),
      'unknown_key',
    ),
    await minted('a forged signature under a known kid', { key: forger }, 'signature'),
    bearer(
      'claims changed after signing',
      `${goodHeader}.${Buffer.from(escalated).toString('base64url')}.${goodSignature}`,
      'signature',
    ),
    bearer('a signature of zeros', `${goodHeader}.${goodPayload}.${'A'.repeat(86)}`, 'signature'),
    bearer('half a signature', `${goodHeader}.${goodPayload}.${goodSignature.slice(0, 43)}`, 'signature'),
    await minted('an unknown kid', { header: { kid: 'stranger' } }, 'unknown_key'),
    await minted('no kid', { header: { kid: undefined } }, 'unknown_key'),
    await minted('a number as kid', { header: { kid: 7 } }, 'unknown_key'),
    await minted('a path as kid', { header: { kid: '../../dev/null' } }, 'unknown_key'),
    await minted(
      'the forger’s key in the header (jwk)',
      { key: forger, header: { jwk: forgerJwk } },
      'signature',
    ),
    await minted('the forger’s key at a URL (jku)', { key: forger, header: { jku: elsewhere } }, 'signature'),
    await minted(
      'the forger’s certificate at a URL (x5u)',
      { key: forger, header: { x5u: elsewhere } },
      'signature',
    ),
    bearer(
      'an unknown critical extension',
      await signRaw(server, goodPayload, { crit: ['exp'], exp: seconds }),
      'malformed',
    ),
    bearer(
      'an unencoded payload (b64 false)',
      await signRaw(server, goodPayload, { crit: ['b64'], b64: false }),
      'malformed',
    ),
    bearer('claims that are not an object', await signRaw(server, encode(['maya']), {}), 'malformed'),
    bearer('an encrypted token (JWE)', await encrypt(server, goodPayload), 'malformed'),
    await claims('an expired token', { exp: seconds - offBySeconds }, 'expired'),
    await claims('a token that expired in 1970', { exp: 0 }, 'expired'),
    await claims('a token from the future', { nbf: seconds + offBySeconds }, 'not_yet_valid'),
    await claims('no exp', { exp: undefined }, 'claims'),
    await claims('a text as exp', { exp: '9999999999' }, 'claims'),
    await claims('no sub', { sub: undefined }, 'claims'),
    await claims('an empty sub', { sub: '' }, 'claims'),
    await claims('a number as sub', { sub: 7 }, 'claims'),
    await claims('a sub of a thousand characters', { sub: 'x'.repeat(1000) }, 'claims'),
    await claims('another issuer', { iss: 'https://id.example.org/' }, 'issuer'),
    await claims('an issuer without its last slash', { iss: 'https://id.example.com' }, 'issuer'),
    await claims('no iss', { iss: undefined }, 'claims'),
    await claims('another audience', { aud: 'billing' }, 'audience'),
    await claims('a list of other audiences', { aud: ['billing', 'live-gateway-2'] }, 'audience'),
    await claims('no aud', { aud: undefined }, 'claims'),
  ];
}

/** Encrypts a payload for the signing key of the provider. */
async function encrypt(server: JwksServer, payload: string): Promise<string> {
  const { kid, publicJwk } = server.key();
  const { kty, crv, x, y } = publicJwk;
  return new CompactEncrypt(Buffer.from(payload, 'base64url'))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid })
    .encrypt(await importJWK({ kty, crv, x, y } as JWK, 'ECDH-ES'));
}

/** Signs any payload with the valid key (ES256), with headers that no library writes to a JWT. */
async function signRaw(
  server: JwksServer,
  payload: string,
  header: Record<string, unknown>,
): Promise<string> {
  const { alg, kid, privateKey } = server.key();
  const input = `${encode({ alg, kid, ...header })}.${payload}`;
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    privateKey,
    Buffer.from(input),
  );
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}
