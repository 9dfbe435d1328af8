import { type IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { valuesOf } from './headers.js';
import { Refusal } from './refusal.js';
import { toTarget } from './target.js';

/**
 * Which names the Host header of a request may have. `any`: every name; the token alone decides. `own`: the names of
 * this machine, so that a web page cannot point a name of its own at it (DNS rebinding). Otherwise a list of host
 * names.
 */
export type AllowedHosts = 'any' | 'own' | readonly string[];

/** Refuses a request under a name that is not the gateway's. */
export type HostCheck = (request: IncomingMessage) => void;

/**
 * Addresses pass always: rebinding needs a name, and probes come by address.
 *
 * @param listen the address or name the gateway listens on, its own whatever it is
 */
export function createHostCheck(allowed: AllowedHosts, listen: string): HostCheck {
  const names = new Set(allowed === 'own' ? [listen.toLowerCase(), 'localhost'] : []);
  if (typeof allowed !== 'string') for (const name of allowed) names.add(name.toLowerCase());
  // A name without a dot comes from a hosts file or a compose file: it cannot be registered in the public DNS.
  const isOwn = (name: string): boolean => names.has(name) || (allowed === 'own' && /^[\w-]+$/.test(name));
  /** The last host that passed: nearly every request comes under the same one. */
  let passed: string | undefined;
  return (request) => {
    const [header, ...others] = valuesOf(request, 'host');
    // RFC 9112, section 3.2: a request of HTTP/1.1 has one Host, no more and no less.
    if (others.length > 0 || (header === undefined && request.httpVersion === '1.1'))
      throw new Refusal(400, 'One Host header is needed.');
    const host = toTarget(request).authority ?? header;
    if (allowed === 'any' || (host !== undefined && host === passed)) return;
    const name = toName(host ?? '');
    if (name !== undefined && (isIP(name) !== 0 || isOwn(name))) {
      passed = host;
      return;
    }
    throw new Refusal(
      421,
      'The gateway does not accept requests for this host name; its operator can set ALLOWED_HOSTS.',
    );
  };
}

const HOST = /^(?:\[([\da-f:.]+)\]|([\w.-]+?)\.?)(?::\d{1,5})?$/;

/** In lower case, without port, brackets and the last dot. */
function toName(host: string): string | undefined {
  const match = HOST.exec(host.toLowerCase());
  return match?.[1] ?? match?.[2];
}
