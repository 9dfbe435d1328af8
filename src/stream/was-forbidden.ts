import { type StreamAddress } from './address.js';
import { type Authorize } from './caller.js';
import { type Clock, systemClock } from './clock.js';
import { type Directory } from './directory/directory.js';
import { isAuthorized } from './is-authorized.js';
import { type CallerContext } from './live-stream-service.js';
import { ANY_APP } from './names.js';

/** The longest time that a resume waits to learn whether its stream is forbidden. */
export const WAS_FORBIDDEN_WAIT_MS = 300;

/**
 * Returns whether a stream is forbidden. Call it right before the stream is resumed. It never rejects, and it settles
 * within `waitMs` (default: `WAS_FORBIDDEN_WAIT_MS`).
 * @returns undefined if the list cannot be read in time, if it does not show which ingest domain is meant, or if the
 * caller has no grant to read it
 */
export type WasForbidden = (
  address: StreamAddress,
  call: CallerContext,
  waitMs?: number,
) => Promise<boolean | undefined>;

export interface WasForbiddenParts {
  readonly authorize: Authorize;
  readonly directory: Pick<Directory, 'isForbidden'>;
  readonly clock?: Clock | undefined;
}

export function createWasForbidden({
  authorize,
  directory,
  clock = systemClock,
}: WasForbiddenParts): WasForbidden {
  return (address, { caller, correlationId, signal, lane }, waitMs = WAS_FORBIDDEN_WAIT_MS) => {
    const { domainName, appName } = address;
    const target = { domainName, appName: appName === ANY_APP ? undefined : appName };
    if (!isAuthorized(authorize, caller, 'read', target)) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      // A late read continues, and the next request within the cache TTL uses its answer.
      const timer = clock.setTimer(waitMs, () => {
        resolve(undefined);
      });
      const settle = (isForbidden: boolean | undefined): void => {
        timer.cancel();
        resolve(isForbidden);
      };
      directory.isForbidden(address, { correlationId, signal, lane }).then(settle, () => {
        settle(undefined);
      });
    });
  };
}
