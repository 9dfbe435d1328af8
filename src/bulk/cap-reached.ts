import { StreamError } from '../stream/errors.js';
import { MAX_UNFINISHED_ITEMS, MAX_UNFINISHED_JOBS } from './bulk-resume.js';
import { type CapReached } from './job-store.js';

const SHORTEST_RETRY_MS = 1000;

const SENTENCES: Readonly<Record<CapReached['cap'], string>> = {
  jobs: `A caller has at most ${MAX_UNFINISHED_JOBS} unfinished bulk jobs; nothing was started.`,
  items: `A caller has at most ${MAX_UNFINISHED_ITEMS} unfinished items of bulk jobs; nothing was started.`,
};

/**
 * The code is RATE_LIMITED because the same request is accepted when earlier work has ended.
 * @param perSecond the rate of the budget in calls per second, used for `retryAfterMs`; 0 if the budget is lifted
 */
export function capReachedError({ cap, itemsAhead }: CapReached, perSecond: number): StreamError {
  const waitMs = perSecond > 0 ? Math.ceil((itemsAhead * 1000) / perSecond) : 0;
  return new StreamError('RATE_LIMITED', {
    outcome: 'NOT_SENT',
    retryAfterMs: Math.max(SHORTEST_RETRY_MS, waitMs),
    message: SENTENCES[cap],
  });
}
