const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|::1)$/;

/** Whether a HOST can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** Whether what is sent to a URL cannot be read or changed on its way: https, or http on a loopback address. */
export function isPrivateUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null) return false;
  const isPrivate =
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && isLoopback(url.hostname.replace(/^\[|\]$/g, '')));
  return isPrivate && url.username === '' && url.password === '';
}
