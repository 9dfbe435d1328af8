import { type AuthorizationTarget, type Authorize, type Caller } from '../../stream/caller.js';
import { type StreamEvent } from '../../stream/event.js';
import { isAuthorized } from '../../stream/is-authorized.js';

/**
 * Whether a caller may read an event, by the grants in force. An event of a domain that may not be the account's is shown
 * to callers whose grants have the domain's very name.
 * @param appName the app that a resume of every app is shown for
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
