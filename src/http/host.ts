import { type IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { valuesOf } from './headers.js';
import { Refusal } from './refusal.js';
import { toTarget } from './target.js';

/**
 * The allowed names in the Host header of a request. `any`: every name, so only the token protects the gateway.
 * `own`: the names of this machine, so that a web page cannot use its own name for it (DNS rebinding). Otherwise
 * a list of host names.
 */
export type AllowedHosts = 'any' | 'own' | readonly string[];

/** Refuses a request whose Host header is not allowed. */
export type HostCheck = (request: IncomingMessage) => void;

/**
 * Creates the check of host names. IP addresses are always allowed: DNS rebinding needs a name, and probes use
 * addresses.
 *
 * @param listen the address or name on which the gateway listens; it is always allowed with `own`
 */
export function createHostCheck(allowed: AllowedHosts, listen: string): HostCheck {
  const names = new Set(allowed === 'own' ? [listen.toLowerCase(), 'localhost'] : []);
  if (typeof allowed !== 'string') for (const name of allowed) names.add(name.toLowerCase());
  // A name without a dot comes from a hosts file or a compose file, because it cannot be registered in the
  // public DNS.
  const isOwn = (name: string): boolean => names.has(name) || (allowed === 'own' && /^[\w-]+$/.test(name));
  /** The last allowed host, since nearly all requests have the same host. */
  let passed: string | undefined;
  return (request) => {
    const [header, ...others] = valuesOf(request, 'host');
    // RFC 9112, section 3.2: an HTTP/1.1 request must have exactly one Host header.
    if (others.length > 0 || (header === undefined && request.httpVersion === '1.1'))
      throw new Refusal(400, 'The request must have exactly one Host header.');
    const host = toTarget(request).authority ?? header;
    if (allowed === 'any' || (host !== undefined && host === passed)) return;
    const name = toName(host ?? '');
    if (name !== undefined && (isIP(name) !== 0 || isOwn(name))) {
      passed = host;
      return;
    }
    throw new Refusal(
      421,
      'The gateway does not accept requests for this host name. Its operator can set ALLOWED_HOSTS.',
    );
  };
}

const HOST = /^(?:\[([\da-f:.]+)\]|([\w.-]+?)\.?)(?::\d{1,5})?$/;

/** Returns the host name in lower case, without port, brackets and final dot. */
function toName(host: string): string | undefined {
  const match = HOST.exec(host.toLowerCase());
  return match?.[1] ?? match?.[2];
}
