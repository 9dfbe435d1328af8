import { type IncomingMessage } from 'node:http';
import { Refusal } from './refusal.js';

/** Which pages may call the gateway from a browser, besides those of its own origin. */
export interface AllowedOrigins {
  /** Exact origins in lower case, such as `https://admin.example.com`. */
  readonly origins: readonly string[];
  /** Every origin. For development only. */
  readonly any: boolean;
  /** Every port of `http://localhost` and `http://127.0.0.1`. For development only. */
  readonly anyLoopback: boolean;
}

export interface OriginRules {
  /** The request's origin where it is allowed and another than the gateway's own; else undefined. */
  readonly crossOrigin: (request: IncomingMessage) => string | undefined;
  /**
   * Refuses what a page of another origin makes a browser send: no CORS stops a WebSocket or an EventSource. Clients
   * that send no Origin pass.
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
        'Pages of this origin may not call the gateway; its operator can set ALLOWED_ORIGINS.',
      );
    },
  };
}

/** Whether a page comes from the host that the request was sent to. */
function isOwn(origin: string, host = ''): boolean {
  return URL.parse(origin)?.host === host.toLowerCase();
}
