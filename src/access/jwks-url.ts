import { isPrivate } from '../stream/loopback.js';

/**
 * Checks where the keys come from. An attacker who can change them in transit can sign tokens, so plain HTTP is for
 * loopback only (a sidecar, a test).
 *
 * @throws TypeError in one line, without the URL: it may hold a secret
 */
export function parseJwksUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null) throw new TypeError('the JWKS URL is not a URL');
  if (!isPrivate(url)) throw new TypeError('the JWKS URL must be https, or http on a loopback address');
  if (url.username !== '' || url.password !== '')
    throw new TypeError('the JWKS URL must not hold a user name or password');
  return url;
}
