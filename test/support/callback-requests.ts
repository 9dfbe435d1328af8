import { createHash } from 'node:crypto';
import { CALLBACK_KEY, CALLBACK_SECRET, DOMAIN } from './live-events.js';

export const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

/** Returns the query of a callback, as documented. Leaves out a parameter that is undefined. */
export function toCallbackQuery(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const all: Readonly<Record<string, string | undefined>> = {
    action: 'publish',
    ip: '203.0.113.9',
    id: 'hostile',
    app: DOMAIN,
    appname: 'live',
    time: String(nowSeconds()),
    usrargs: 'auth_key%3Dsecret-of-a-streamer',
    node: 'edge-1.example.com',
    ...changes,
  };
  return Object.entries(all)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join('&');
}

/** Returns the headers that sign a callback. */
export function signCallback(
  domain: string,
  timestamp = String(nowSeconds()),
  key = CALLBACK_KEY,
): Record<string, string> {
  return {
    'ALI-LIVE-TIMESTAMP': timestamp,
    'ALI-LIVE-SIGNATURE': createHash('md5').update(`${domain}|${timestamp}|${key}`).digest('hex'),
  };
}

export interface CallbackTarget {
  /** Default: the secret of `CALLBACK_ENV`. */
  readonly secret?: string;
  readonly method?: string;
}

/** Sends a callback to a gateway. @returns the status of the response */
export async function sendCallback(
  gatewayUrl: string,
  query: string,
  headers: Readonly<Record<string, string>> = signCallback(DOMAIN),
  { secret = CALLBACK_SECRET, method = 'GET' }: CallbackTarget = {},
): Promise<number> {
  const url = new URL(`/callbacks/live/${secret}?${query}`, gatewayUrl);
  const response = await fetch(url, { method, headers });
  await response.text();
  return response.status;
}
