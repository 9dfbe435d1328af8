import { type IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

/** The media types in which Apollo Server answers. The last one is what a router sends that requests callbacks. */
export const JSON_TYPES = [
  'application/json',
  'application/graphql-response+json',
  'application/json; callbackSpec=1.0',
];
export const EVENT_STREAM = 'text/event-stream';

/** Browsers send up to some 150 characters. A longer header takes no type: reading one of 14 KB takes 2 ms. */
export const MAX_ACCEPT_CHARACTERS = 1_000;
/** Clients send few Accept headers many times. */
const MAX_KNOWN_HEADERS = 100;
const NONE = '';

/** Whether a client takes compressed answers. A header that is too long to be read takes none. */
export function takesGzip({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const { 'accept-encoding': accepted = '' } = headers;
  if (accepted === '' || accepted.length > MAX_ACCEPT_CHARACTERS) return false;
  return new Negotiator({ headers: { 'accept-encoding': accepted } }).encoding(['gzip']) === 'gzip';
}

/**
 * Creates the negotiation of one list of media types.
 * @param offered in the order of preference of the server
 * @returns the media type that a client prefers; undefined where its Accept header takes none of them. A client without
 *   the header takes any type.
 */
export function createNegotiation(
  offered: readonly string[],
): (accept: string | undefined) => string | undefined {
  const known = new LRUCache<string, string>({ max: MAX_KNOWN_HEADERS });
  return (accept = '') => {
    if (accept.length > MAX_ACCEPT_CHARACTERS) return undefined;
    let preferred = known.get(accept);
    if (preferred === undefined) {
      const headers = { accept: accept === '' ? undefined : accept };
      preferred = new Negotiator({ headers }).mediaType([...offered]) ?? NONE;
      known.set(accept, preferred);
    }
    return preferred === NONE ? undefined : preferred;
  };
}
