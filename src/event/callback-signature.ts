import { createHash, timingSafeEqual } from 'node:crypto';
import { toDigest } from './text-digest.js';

/**
 * How far a signed time can be from the present time. ApsaraVideo Live documents no limit for callbacks. This is its
 * limit for calls to it.
 */
export const SIGNATURE_AGE_MS = 900_000;

export interface SignedCallback {
  /** The header `ALI-LIVE-TIMESTAMP`, in Unix seconds. */
  readonly timestamp: string | undefined;
  /** The header `ALI-LIVE-SIGNATURE`. */
  readonly signature: string | undefined;
  /** The parameter `app`, as it was sent. */
  readonly domain: string;
  /** The Host header of the callback, with or without a port. */
  readonly host: string | undefined;
}

export function isTimely(timestamp: string | undefined, nowMs: number): boolean {
  return (
    timestamp !== undefined &&
    /^\d{1,11}$/.test(timestamp) &&
    Math.abs(Number(timestamp) * 1_000 - nowMs) <= SIGNATURE_AGE_MS
  );
}

/**
 * Whether one of the keys signed the callback. The signature is the MD5 of `domain|timestamp|key`, in hex. The
 * documentation names two different domains here, the ingest domain and the host of the callback URL. Both are
 * accepted. The comparison takes constant time: it does not show which key and domain match.
 */
export function isSigned(
  { timestamp = '', signature = '', domain, host }: SignedCallback,
  keys: readonly string[],
): boolean {
  const given = toDigest(signature.toLowerCase());
  const domains = new Set([
    domain,
    domain.toLowerCase(),
    ...(host === undefined ? [] : [host, toHostName(host)]),
  ]);
  let fits = 0;
  for (const key of keys)
    for (const signed of domains) {
      const expected = createHash('md5').update(`${signed}|${timestamp}|${key}`).digest('hex');
      fits |= Number(timingSafeEqual(given, toDigest(expected)));
    }
  return fits === 1;
}

function toHostName(host: string): string {
  return host.replace(/:\d+$/, '');
}
