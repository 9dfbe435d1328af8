import { type Results } from './results.js';

/**
 * The callback of a router that receives the results of a subscription, by the HTTP callback protocol 1.0:
 * `extensions.subscription`.
 */
export interface Callback {
  readonly url: string;
  readonly id: string;
  readonly verifier: string;
  /** The interval of the heartbeats to the router, in milliseconds. 0 means no heartbeats. */
  readonly heartbeatMs: number;
}

const DEFAULT_HEARTBEAT_MS = 5_000;
const MIN_HEARTBEAT_MS = 1_000;
/**
 * The longest interval of heartbeats. `setInterval` accepts at most 24 days, and fires without a pause above
 * that.
 */
const MAX_HEARTBEAT_MS = 3_600_000;
const ANSWER_MS = 5_000;
const PROTOCOL = { 'subscription-protocol': 'callback/1.0' };

/**
 * Reads the callback that a router requests.
 *
 * @param allowed the prefixes of URLs that may be called; the gateway never calls another URL from a request
 * @returns undefined for a request without a callback, or with a callback that must not be called
 */
export function readCallback(extensions: unknown, allowed: readonly string[]): Callback | undefined {
  const subscription = memberOf(extensions, 'subscription');
  const callbackUrl = memberOf(subscription, 'callbackUrl');
  const id = memberOf(subscription, 'subscriptionId');
  const verifier = memberOf(subscription, 'verifier');
  if (typeof callbackUrl !== 'string' || typeof id !== 'string' || typeof verifier !== 'string')
    return undefined;
  const url = toNormalUrl(callbackUrl);
  if (url === undefined || !allowed.some((prefix) => isWithin(url, prefix))) return undefined;
  return { url, id, verifier, heartbeatMs: toHeartbeatMs(memberOf(subscription, 'heartbeatIntervalMs')) };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/**
 * Matches encoded dots, slashes and backslashes. A server behind a proxy may decode them, and so use another
 * path.
 */
const ENCODED_SEPARATOR = /%(?:2e|2f|5c)/i;

/** Returns the URL to call, without `..` in its path. Returns undefined if its path is ambiguous. */
function toNormalUrl(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || ENCODED_SEPARATOR.test(url.pathname)) return undefined;
  return url.href;
}

function isWithin(url: string, prefix: string): boolean {
  const { href } = new URL(prefix);
  return url === href || url.startsWith(href.endsWith('/') ? href : `${href}/`);
}

function toHeartbeatMs(asked: unknown): number {
  if (asked === 0) return 0;
  if (typeof asked !== 'number' || !Number.isFinite(asked)) return DEFAULT_HEARTBEAT_MS;
  return Math.min(MAX_HEARTBEAT_MS, Math.max(MIN_HEARTBEAT_MS, asked));
}

/** Checks whether the router still waits for the subscription. */
export function checkCallback(callback: Callback): Promise<boolean> {
  return call(callback, 'check');
}

/** Sends every result to the router, and heartbeats at the requested interval. Never rejects. */
export async function deliver(callback: Callback, results: Results, end: AbortController): Promise<void> {
  const beat = callback.heartbeatMs === 0 ? undefined : setInterval(check, callback.heartbeatMs);
  function check(): void {
    void checkCallback(callback).then((isThere) => {
      if (!isThere) end.abort();
    });
  }
  try {
    for await (const payload of results) {
      if (end.signal.aborted) return;
      if (!(await call(callback, 'next', { payload }))) {
        end.abort();
        return;
      }
    }
    await call(callback, 'complete');
  } finally {
    clearInterval(beat);
  }
}

async function call(
  { url, id, verifier }: Callback,
  action: 'check' | 'next' | 'complete',
  fields: object = {},
): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
      headers: { ...PROTOCOL, 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'subscription', action, id, verifier, ...fields }),
    });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
