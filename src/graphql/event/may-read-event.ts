import { type AuthorizationTarget, type Authorize, type Caller } from '../../stream/caller.js';
import { type StreamEvent } from '../../stream/event.js';
import { isAuthorized } from '../../stream/is-authorized.js';

/**
 * Checks by the current grants whether a caller may read an event. An event may name a domain that is not known
 * to belong to the account. Such an event is shown only to callers whose grants contain the exact name of the
 * domain.
 * @param appName the app to show for a resume of every app
 */
export function mayReadEvent(
  authorize: Authorize,
  caller: Caller,
  { address: { domainName }, isDomainKnown }: StreamEvent,
  appName: string,
): boolean {
  const target: AuthorizationTarget = { domainName, appName };
  return (
    isAuthorized(authorize, caller, 'read', target) &&
    (isDomainKnown || isAuthorized(authorize, caller, 'read', { ...target, byName: true }))
  );
}
