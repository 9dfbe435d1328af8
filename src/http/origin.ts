import { type IncomingMessage } from 'node:http';
import { Refusal } from './refusal.js';

/** The pages that may call the gateway from a browser, in addition to those of its own origin. */
export interface AllowedOrigins {
  /** The exact origins in lower case, such as `https://admin.example.com`. */
  readonly origins: readonly string[];
  /** Whether every origin is allowed. For development only. */
  readonly any: boolean;
  /** Whether every port of `http://localhost` and `http://127.0.0.1` is allowed. For development only. */
  readonly anyLoopback: boolean;
}

export interface OriginRules {
  /** Returns the origin of a request if it is allowed and is not the origin of the gateway. Otherwise undefined. */
  readonly crossOrigin: (request: IncomingMessage) => string | undefined;
  /**
   * Refuses a request from a page of an origin that is not allowed, because CORS does not protect a WebSocket or
   * an EventSource. Clients without an Origin header are allowed.
   * @throws Refusal 403
   */
  readonly check: (request: IncomingMessage) => void;
}

const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d{1,5})?$/;

export function createOriginRules({ origins, any, anyLoopback }: AllowedOrigins): OriginRules {
  const allowed = new Set(origins);
  const isAllowed = (origin: string): boolean =>
    any || allowed.has(origin.toLowerCase()) || (anyLoopback && LOOPBACK.test(origin));
  return {
    crossOrigin({ headers: { origin, host } }) {
      if (origin === undefined || isOwn(origin, host)) return undefined;
      return isAllowed(origin) ? origin : undefined;
    },
    check({ headers: { origin, host } }) {
      if (origin === undefined || isOwn(origin, host) || isAllowed(origin)) return;
      throw new Refusal(
        403,
        'Pages of this origin must not call the gateway. Its operator can set ALLOWED_ORIGINS.',
      );
    },
  };
}

/** Checks whether a page comes from the host that receives the request. */
function isOwn(origin: string, host = ''): boolean {
  return URL.parse(origin)?.host === host.toLowerCase();
}
