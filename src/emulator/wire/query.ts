import { Refusal } from '../refusal.js';

export type Parameters = ReadonlyMap<string, string>;

const NO_PARAMETERS: Parameters = new Map();

/**
 * Decodes percent-encoded UTF-8. An unescaped `+` is a space, as in the form decoding of most
 * servers. For ApsaraVideo Live this is not documented. A client that sends a plus sign unescaped
 * gets SignatureDoesNotMatch.
 */
function decode(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    // Throws for broken escapes, overlong forms, surrogates and bytes that are not UTF-8.
    return decodeURIComponent(spaced);
  } catch {
    throw new Refusal(400, 'InvalidParameter', 'The query is not valid percent-encoded UTF-8.');
  }
}

/**
 * Returns the decoded parameters of a raw query.
 *
 * @throws Refusal InvalidParameter for an invalid encoding or a parameter that is given twice
 */
export function parseQuery(rawQuery: string): Parameters {
  if (rawQuery === '') return NO_PARAMETERS;
  const parameters = new Map<string, string>();
  for (const pair of rawQuery.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    if (parameters.has(name))
      throw new Refusal(400, 'InvalidParameter', `The parameter "${name}" is given twice.`);
    parameters.set(name, equals < 0 ? '' : decode(pair.slice(equals + 1)));
  }
  return parameters;
}

const BARE_IN_URI_COMPONENT = /[!'()*]/;
const toEscape = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** Escapes all characters except letters, digits and `-_.~` (RFC 3986), in upper-case hex. */
function encode(text: string): string {
  const encoded = encodeURIComponent(text);
  return BARE_IN_URI_COMPONENT.test(encoded) ? encoded.replace(/[!'()*]/g, toEscape) : encoded;
}

/** Returns the CanonicalQueryString of ACS3: encoded pairs, sorted by name and joined by `&`. */
export function toCanonicalQuery(parameters: Parameters): string {
  const names = [...parameters.keys()].sort();
  return names.map((name) => `${encode(name)}=${encode(parameters.get(name) ?? '')}`).join('&');
}
