import { isPrivate } from '../stream/loopback.js';

/**
 * Parses the URL of the keys. An attacker who can change the keys in transit can sign tokens, so plain HTTP is
 * allowed only on loopback (a sidecar, a test).
 *
 * @throws TypeError with one line, without the URL, because it may contain a secret
 */
export function parseJwksUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null) throw new TypeError('the JWKS URL is not a URL');
  if (!isPrivate(url)) throw new TypeError('the JWKS URL must be https, or http on a loopback address');
  if (url.username !== '' || url.password !== '')
    throw new TypeError('the JWKS URL must not contain a user name or password');
  return url;
}
