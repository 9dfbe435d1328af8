import { type Results } from './results.js';

/** Where a router wants to be told, by its HTTP callback protocol 1.0: `extensions.subscription` of its request. */
export interface Callback {
  readonly url: string;
  readonly id: string;
  readonly verifier: string;
  /** 0 for none. */
  readonly heartbeatMs: number;
}

const DEFAULT_HEARTBEAT_MS = 5_000;
const MIN_HEARTBEAT_MS = 1_000;
const ANSWER_MS = 5_000;
const PROTOCOL = { 'subscription-protocol': 'callback/1.0' };

/**
 * Reads what a router asks for.
 *
 * @param allowed what an address may begin with; whatever else a request names is never called
 * @returns undefined for a request that asks for none, or for one that may not be called
 */
export function readCallback(extensions: unknown, allowed: readonly string[]): Callback | undefined {
  const { subscription } = (extensions ?? {}) as { readonly subscription?: Record<string, unknown> };
  if (typeof subscription !== 'object') return undefined;
  const { callbackUrl, subscriptionId, verifier, heartbeatIntervalMs = DEFAULT_HEARTBEAT_MS } = subscription;
  if (typeof callbackUrl !== 'string' || typeof subscriptionId !== 'string' || typeof verifier !== 'string')
    return undefined;
  // Compared as it will be called: `http://router/callback/../..` is another place.
  const url = URL.canParse(callbackUrl) ? new URL(callbackUrl).href : '';
  if (!allowed.some((start) => isWithin(url, start))) return undefined;
  const beat = typeof heartbeatIntervalMs === 'number' ? heartbeatIntervalMs : DEFAULT_HEARTBEAT_MS;
  return {
    ...{ url, id: subscriptionId, verifier },
    heartbeatMs: beat === 0 ? 0 : Math.max(MIN_HEARTBEAT_MS, beat),
  };
}

function isWithin(url: string, start: string): boolean {
  const { href } = new URL(start);
  return url.startsWith(href.endsWith('/') ? href : `${href}/`) || url === href;
}

/** Whether the router still waits for it. */
export function checkCallback(callback: Callback): Promise<boolean> {
  return call(callback, 'check');
}

/** Tells the router everything, and asks now and then whether it still listens. Never rejects. */
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
      ...{ method: 'POST', redirect: 'error', signal: AbortSignal.timeout(ANSWER_MS) },
      headers: { ...PROTOCOL, 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'subscription', action, id, verifier, ...fields }),
    });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
