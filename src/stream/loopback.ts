const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|::1|\[::1\])$/;

/** Whether a host, as in a setting or a URL, can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** Whether what is sent to a URL cannot be read or changed on its way: https, or http on a loopback address. */
export function isPrivateUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && isPrivate(url) && url.username === '' && url.password === '';
}

export function isPrivate({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
