import Negotiator from 'negotiator';

/** The media types in which Apollo Server answers. The last one is what a router sends that asks for callbacks. */
export const JSON_TYPES = [
  'application/json',
  'application/graphql-response+json',
  'application/json; callbackSpec=1.0',
];
export const EVENT_STREAM = 'text/event-stream';

/**
 * The media type that a client prefers among those that are offered.
 * @param accept the Accept header; a client without one takes any type
 * @param offered in the order of preference of the server
 * @returns undefined where the client takes none of them
 */
export function toPreferredType(accept: string | undefined, offered: readonly string[]): string | undefined {
  return new Negotiator({ headers: { accept: accept === '' ? undefined : accept } }).mediaType([...offered]);
}
