const MASK = '***';

/**
 * Returns a URL in printable form: `https://***@host/path?***`. The user, the password, the query and the
 * fragment are masked. It also accepts text that is not a URL, because refused values are printed too.
 * Everything before the last `@` is masked, since a password may contain any character.
 */
export function maskUrl(text: string): string {
  const [, scheme = '', rest = ''] = /^([a-z][a-z\d+.-]*:\/\/)?([^]*)$/i.exec(text) ?? [];
  const at = rest.lastIndexOf('@');
  const user = at < 0 ? '' : `${MASK}@`;
  return `${scheme}${user}${rest.slice(at + 1).replace(/([?#])[^]+$/, `$1${MASK}`)}`;
}

/** Masks each URL in a list such as `https://a.example.com/?key=1, https://b.example.com`. */
export function maskUrls(list: string): string {
  // After a comma in a password, there is no scheme.
  return list
    .split(/(,\s*)(?=[a-z][a-z\d+.-]*:\/\/)/i)
    .map(maskUrl)
    .join('');
}

/** Masks every URL in a sentence, for messages of libraries. */
export function maskUrlsIn(sentence: string): string {
  return sentence.replace(/[a-z][a-z\d+.-]*:\/\/[^\s"'`]+/gi, maskUrl);
}

/** Returns the settings as JSON, indented by two spaces, with every URL masked. */
export function toPrintable(config: object): string {
  return JSON.stringify(
    config,
    (_name, value: unknown) => (typeof value === 'string' && value.includes('://') ? maskUrl(value) : value),
    2,
  );
}
