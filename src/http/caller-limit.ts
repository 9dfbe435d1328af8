import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from './refusal.js';

/** Who a request is counted for: the token's subject, or without a valid token the address it came from. */
export type Sender = { readonly subject: string } | { readonly address: string };

export interface CallerLimit {
  /**
   * Counts a request, as many times as it holds mutations.
   * @throws Refusal RATE_LIMITED with `retryAfterMs`, in HTTP 200 as other errors of a known request
   */
  take(sender: Sender, requests: number): Promise<void>;
}

/** An address may be that of a router or a whole office, and without a token nothing reaches the upstream. */
const ADDRESS_FACTOR = 10;

/**
 * Keeps one caller from eating the budget that all share, in windows of one second. Counts are forgotten with their
 * window, so that memory is bounded by what arrives within a second.
 *
 * @param perSecond requests a second of one subject, a mutation's fields counted each; 0 lifts the limit
 */
export function createCallerLimit(perSecond: number): CallerLimit {
  if (perSecond === 0) return { take: () => Promise.resolve() };
  const subjects = new RateLimiterMemory({ points: perSecond, duration: 1, keyPrefix: 'subject' });
  const addresses = new RateLimiterMemory({
    ...{ points: perSecond * ADDRESS_FACTOR, duration: 1, keyPrefix: 'address' },
  });
  return {
    async take(sender, requests) {
      const [limiter, key] = 'subject' in sender ? [subjects, sender.subject] : [addresses, sender.address];
      // More than a window holds would never pass, and would still be called retryable.
      const points = Math.min(requests, perSecond);
      try {
        await limiter.consume(key, points);
      } catch (thrown) {
        if (!(thrown instanceof RateLimiterRes)) throw thrown;
        const retryAfterMs = Math.max(1, Math.ceil(thrown.msBeforeNext));
        throw new Refusal(200, 'You send too many requests; try again later.', {
          ...{ code: 'RATE_LIMITED', retryAfterMs },
        });
      }
    },
  };
}
