import { type IncomingMessage, type ServerResponse } from 'node:http';
import { SECURITY_HEADERS, VARY_ORIGIN } from './headers.js';
import { type OriginRules } from './origin.js';

/** How long a browser caches the answer to a preflight, in seconds. */
const MAX_AGE_SECONDS = 600;
const EXPOSED = 'x-correlation-id, traceresponse';
/** Matches names of header fields, separated by commas (RFC 9110, section 5.1). */
const HEADER_NAMES = /^[\w!#$%&'*+.^`|~-]+(?:\s*,\s*[\w!#$%&'*+.^`|~-]+)*$/;

/**
 * Cross-origin resource sharing for `/graphql` (Fetch standard), without credentials mode, because pages send a
 * token.
 */
export interface Cors {
  /** Adds the headers with which a page of an allowed origin can read the response. */
  allow(request: IncomingMessage, response: ServerResponse): void;
  /**
   * Answers a preflight.
   * @throws Refusal 403 for a page of an origin that is not allowed
   */
  preflight(request: IncomingMessage, response: ServerResponse): void;
}

export function createCors(rules: OriginRules): Cors {
  return {
    allow(request, response) {
      const origin = rules.crossOrigin(request);
      if (origin === undefined) return;
      response.setHeader('access-control-allow-origin', origin);
      response.setHeader('access-control-expose-headers', EXPOSED);
    },
    preflight(request, response) {
      rules.check(request);
      const asked = request.headers['access-control-request-headers'] ?? '';
      response.writeHead(204, {
        ...SECURITY_HEADERS,
        ...VARY_ORIGIN,
        allow: 'GET, POST, OPTIONS',
        'access-control-allow-methods': 'GET, POST',
        // Any header is allowed. Without credentials mode, a header contains no credentials of the browser.
        'access-control-allow-headers': HEADER_NAMES.test(asked) ? asked : '',
        'access-control-max-age': String(MAX_AGE_SECONDS),
      });
      response.end();
    },
  };
}
