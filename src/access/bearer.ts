import { Refusal } from './refusal.js';

/**
 * Characters of a whole Authorization header. Tokens that list a user's groups reach a few thousand; Node stops at
 * 16 KiB for all headers together.
 */
const MAX_HEADER_CHARACTERS = 8192;

/** A signed token in compact form: three parts, none empty. An encrypted one has five and is not supported. */
const COMPACT_JWS = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * The token of an Authorization header (RFC 6750, section 2.1). Takes the header's values as the server collected
 * them, because a request with two Authorization headers is refused and not guessed at.
 *
 * @throws Refusal
 */
export function parseBearer(authorization: string | readonly string[] | undefined): string {
  if (authorization === undefined) throw new Refusal('no_token');
  const [header = '', ...others] = typeof authorization === 'string' ? [authorization] : authorization;
  if (others.length > 0) throw new Refusal('several_tokens');
  if (header.length > MAX_HEADER_CHARACTERS) throw new Refusal('too_long');
  if (header === '') throw new Refusal('no_token');
  const separator = header.indexOf(' ');
  const scheme = separator === -1 ? header : header.slice(0, separator);
  if (scheme.toLowerCase() !== 'bearer') throw new Refusal('wrong_scheme');
  const token = separator === -1 ? '' : header.slice(separator).trim();
  if (token === '') throw new Refusal('no_token');
  // A proxy may have folded two headers into one, "Bearer a, Bearer b".
  if (/[\s,]/.test(token)) throw new Refusal('several_tokens');
  if (!COMPACT_JWS.test(token)) throw new Refusal('malformed');
  return token;
}
