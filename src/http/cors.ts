import { type IncomingMessage, type ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from './headers.js';
import { type OriginRules } from './origin.js';

/** How long a browser keeps the answer to a preflight, in seconds. */
const MAX_AGE_SECONDS = 600;
const EXPOSED = 'x-correlation-id, traceresponse';
/** Names of header fields, separated by commas (RFC 9110, section 5.1). */
const HEADER_NAMES = /^[\w!#$%&'*+.^`|~-]+(?:\s*,\s*[\w!#$%&'*+.^`|~-]+)*$/;

/** Cross-origin resource sharing for `/graphql` (Fetch standard), without credentials mode: a page sends its token. */
export interface Cors {
  /** Adds the headers that let a page of an allowed origin read the response. */
  allow(request: IncomingMessage, response: ServerResponse): void;
  /** Answers a preflight. @throws Refusal 403 for a page of another origin */
  preflight(request: IncomingMessage, response: ServerResponse): void;
}

export function createCors(rules: OriginRules): Cors {
  return {
    allow(request, response) {
      response.setHeader('vary', 'origin');
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
        allow: 'GET, POST, OPTIONS',
        'access-control-allow-methods': 'GET, POST',
        // Any header may be sent: without credentials mode none of them carries rights of the browser.
        'access-control-allow-headers': HEADER_NAMES.test(asked) ? asked : '',
        'access-control-max-age': String(MAX_AGE_SECONDS),
      });
      response.end();
    },
  };
}
