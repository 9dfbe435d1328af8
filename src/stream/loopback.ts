const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|::1|\[::1\])$/;

/** Returns whether a host from a setting or a URL is a loopback address, so only this machine can reach it. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/**
 * Returns whether data sent to a URL cannot be read or changed in transit: https, or http to a loopback address. A URL
 * with credentials is refused.
 */
export function isPrivateUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && isPrivate(url) && url.username === '' && url.password === '';
}

export function isPrivate({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
