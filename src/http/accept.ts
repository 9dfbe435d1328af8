import { type IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

/** The media types of answers by Apollo Server. A router that requests callbacks sends the last one. */
export const JSON_TYPES = [
  'application/json',
  'application/graphql-response+json',
  'application/json; callbackSpec=1.0',
];
export const EVENT_STREAM = 'text/event-stream';

/**
 * The longest Accept header, in characters. A longer header counts as a header without types: parsing 14 KB
 * takes 2 ms. Browsers send about 150 characters.
 */
export const MAX_ACCEPT_CHARACTERS = 1_000;
/** The size of the cache of Accept headers. Clients send few different headers. */
const MAX_KNOWN_HEADERS = 100;
const NONE = '';
/** The charset of every answer. Clients may name it, and a media type with it is the same type. */
const CHARSET = /;\s*charset\s*=\s*(?:utf-8|"utf-8")/gi;

/** Checks whether a client accepts compressed answers. A header that is too long is not parsed and accepts none. */
export function takesGzip({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const { 'accept-encoding': accepted = '' } = headers;
  if (accepted === '' || accepted.length > MAX_ACCEPT_CHARACTERS) return false;
  return new Negotiator({ headers: { 'accept-encoding': accepted } }).encoding(['gzip']) === 'gzip';
}

/**
 * Creates the negotiation for a list of media types.
 * @param offered the media types, in the order of preference of the server
 * @returns a function that returns the preferred media type of a client, or undefined if its Accept header
 *   accepts none. A client without the header accepts any type.
 */
export function createNegotiation(
  offered: readonly string[],
): (accept: string | undefined) => string | undefined {
  const known = new LRUCache<string, string>({ max: MAX_KNOWN_HEADERS });
  return (accept = '') => {
    if (accept.length > MAX_ACCEPT_CHARACTERS) return undefined;
    let preferred = known.get(accept);
    if (preferred === undefined) {
      const headers = { accept: accept === '' ? undefined : accept.replace(CHARSET, '') };
      preferred = new Negotiator({ headers }).mediaType([...offered]) ?? NONE;
      known.set(accept, preferred);
    }
    return preferred === NONE ? undefined : preferred;
  };
}
