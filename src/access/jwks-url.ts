const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Checks where the keys come from. An attacker who can change them in transit can sign tokens, so plain HTTP is for
 * loopback only (a sidecar, a test).
 *
 * @throws TypeError in one line, without the URL: it may hold a secret
 */
export function parseJwksUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null) throw new TypeError('the JWKS URL is not a URL');
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (!isSafe) throw new TypeError('the JWKS URL must be https, or http on a loopback address');
  if (url.username !== '' || url.password !== '')
    throw new TypeError('the JWKS URL must not hold a user name or password');
  return url;
}
