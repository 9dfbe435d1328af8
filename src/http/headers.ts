import { randomUUID } from 'node:crypto';
import { type IncomingMessage } from 'node:http';

/** The headers of answers that a browser must not render, frame, sniff or store. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** The header of every answer at `/graphql`, because its CORS headers depend on the origin of the page. */
export const VARY_ORIGIN = { vary: 'origin' };

export const CONTENT_TYPE = 'application/json; charset=utf-8';

export const JSON_HEADERS: Readonly<Record<string, string>> = {
  ...SECURITY_HEADERS,
  'content-type': CONTENT_TYPE,
};

const CORRELATION_HEADER = 'x-correlation-id';
const SAFE_ID = /^[\w-]{8,64}$/;

/** Returns the correlation id in the request, or a new id. */
export function toCorrelationId(request: IncomingMessage): string {
  const given = request.headers[CORRELATION_HEADER];
  return typeof given === 'string' && SAFE_ID.test(given) ? given : randomUUID();
}

/**
 * Returns every value of a header. `headers` of Node.js keeps only the first value of some headers.
 * @param name the name in lower case
 */
export function valuesOf({ rawHeaders }: IncomingMessage, name: string): string[] {
  const values: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const given = rawHeaders[index] ?? '';
    if (given.length === name.length && given.toLowerCase() === name)
      values.push(rawHeaders[index + 1] ?? '');
  }
  return values;
}
