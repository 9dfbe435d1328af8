import { type IncomingMessage } from 'node:http';
import { Refusal } from './refusal.js';

/** The target of a request: the path, and the query string with its `?` or an empty string. */
export interface Target {
  readonly path: string;
  readonly search: string;
  /** The authority of a target in absolute form. It replaces the Host header (RFC 9112, section 3.2.2). */
  readonly authority?: string | undefined;
}

/** Reads the request target, in origin form (`/graphql?x=1`) or in absolute form (`http://host/graphql?x=1`). */
export function toTarget({ url = '' }: Pick<IncomingMessage, 'url'>): Target {
  if (!url.startsWith('/')) {
    const absolute = URL.parse(url);
    if (absolute?.protocol === 'http:' || absolute?.protocol === 'https:')
      return { path: absolute.pathname, search: absolute.search, authority: absolute.host };
  }
  const end = url.indexOf('?');
  return end < 0 ? { path: url, search: '' } : { path: url.slice(0, end), search: url.slice(end) };
}

/**
 * Returns the query string of a request with its `?`, still encoded.
 * @throws Refusal 400 for a query string that is not percent-encoded UTF-8. URLSearchParams would replace
 *   invalid bytes, and so change a name.
 */
export function parseSearch(request: Pick<IncomingMessage, 'url'>): string {
  const { search } = toTarget(request);
  if (isPercentEncoded(search)) return search;
  throw new Refusal(400, 'The query string of the URL is not percent-encoded UTF-8.');
}

function isPercentEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
