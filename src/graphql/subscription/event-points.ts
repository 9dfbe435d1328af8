import { setTimeout as sleep } from 'node:timers/promises';
import { type GraphqlContext } from '../context.js';

/**
 * Takes the read points of one event, and waits while the caller has none left: a subscription reads its lists again
 * for each event, so one of many lists would otherwise read without a limit.
 *
 * @returns false where the subscription has ended meanwhile
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
