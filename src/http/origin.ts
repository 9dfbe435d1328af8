import { type IncomingMessage } from 'node:http';
import { type AllowedHosts } from './host.js';
import { Refusal } from './refusal.js';

/**
 * Refuses what a foreign page makes a browser send: WebSocket and event streams know no CORS that would stop it.
 * @throws Refusal 403
 */
export type OriginCheck = (request: IncomingMessage) => void;

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * A page may come from where the gateway itself is, from this machine, or from a name of the list. Where any name is
 * answered a token alone decides, as for the host. What is no browser sends no origin.
 */
export function createOriginCheck(allowed: AllowedHosts): OriginCheck {
  if (allowed === 'any') return () => undefined;
  const names = new Set(allowed === 'own' ? [] : allowed.map((name) => name.toLowerCase()));
  return (request) => {
    const { origin } = request.headers;
    if (origin === undefined) return;
    const url = URL.canParse(origin) ? new URL(origin) : undefined;
    if (url?.host === (request.headers.host ?? '').toLowerCase()) return;
    if (url !== undefined && (LOOPBACK.has(url.hostname) || names.has(url.hostname))) return;
    throw new Refusal(403, 'Pages of this origin may not ask here; the operator can set ALLOWED_HOSTS.');
  };
}
