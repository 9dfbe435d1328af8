import { setTimeout as sleep } from 'node:timers/promises';
import { type GraphqlContext } from '../context.js';

/**
 * Takes the read points of one event, and waits while the caller has none left. A subscription reads its lists
 * again for each event, so a subscription with many lists would otherwise read without a limit.
 *
 * @returns false if the subscription has ended in the meantime
 */
export async function takeEventPoints(
  { takeReadPoints, signal }: GraphqlContext,
  points: number,
): Promise<boolean> {
  if (points === 0 || takeReadPoints === undefined) return true;
  for (;;) {
    const waitMs = takeReadPoints(points);
    if (waitMs === 0) return true;
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return false;
  }
}
