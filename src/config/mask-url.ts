const MASK = '***';

/**
 * A URL as it may be printed: `https://***@host/path?***`. The user, the password, the query and the fragment are
 * masked. It also takes what is no URL, because a value that is refused is printed, too: all that precedes the last
 * `@` is masked, since a password may hold any character.
 */
export function maskUrl(text: string): string {
  const [, scheme = '', rest = ''] = /^([a-z][a-z\d+.-]*:\/\/)?([^]*)$/i.exec(text) ?? [];
  const at = rest.lastIndexOf('@');
  const user = at < 0 ? '' : `${MASK}@`;
  return `${scheme}${user}${rest.slice(at + 1).replace(/([?#])[^]+$/, `$1${MASK}`)}`;
}

/** Each URL of a list, `https://a.example.com/?key=1, https://b.example.com`, masked. */
export function maskUrls(list: string): string {
  // A comma within a password is followed by no scheme.
  return list
    .split(/(,\s*)(?=[a-z][a-z\d+.-]*:\/\/)/i)
    .map(maskUrl)
    .join('');
}

/** A sentence in which every URL is masked, for messages that others wrote. */
export function maskUrlsIn(sentence: string): string {
  return sentence.replace(/[a-z][a-z\d+.-]*:\/\/[^\s"'`]+/gi, maskUrl);
}

/** The settings in force as JSON, two spaces deep, with every URL masked. */
export function toPrintable(config: object): string {
  return JSON.stringify(
    config,
    (_name, value: unknown) => (typeof value === 'string' && value.includes('://') ? maskUrl(value) : value),
    2,
  );
}
