import { ANY_APP } from '../stream/names.js';
import type { AuthorizationTarget, Authorize, Caller, GrantedOperation } from '../stream/caller.js';
import { StreamError } from '../stream/errors.js';
import { coversEveryApp, createAppMatcher } from './app-pattern.js';
import { passesClaimTest } from './claim-test.js';
import { createDomainMatcher, isHostName } from '../stream/domain-pattern.js';
import type { Grant, Grants } from './grant.js';

/** A grant in a form that is fast to evaluate. */
interface Rule {
  readonly isFor: (caller: Caller) => boolean;
  readonly allows: ReadonlySet<GrantedOperation>;
  readonly coversDomain: (hostName: string) => boolean;
  readonly namesDomain: (hostName: string) => boolean;
  readonly coversApp: (target: AuthorizationTarget) => boolean;
}

function toRule({ claim, test, allow, domains, apps, anyApp }: Grant): Rule {
  const everyApp = coversEveryApp(apps);
  const matchesApp = createAppMatcher(apps);
  return {
    isFor: ({ claims }) => passesClaimTest(claims, claim, test),
    allows: new Set(allow),
    coversDomain: createDomainMatcher(domains),
    namesDomain: (hostName) => domains.includes(hostName),
    coversApp: ({ appName, someApp }) => {
      // Without an app, the target is the whole domain. A grant for some of its apps must not allow access to
      // the others.
      if (appName === undefined) return everyApp || someApp === true;
      return appName === ANY_APP ? everyApp && anyApp : matchesApp(appName);
    },
  };
}

/**
 * Creates the FORBIDDEN error. It names the requested operation and domain, so that the caller knows which grant
 * is missing. Both come from the request, so they reveal no other grants. The domain is only included if it is a
 * valid host name.
 */
function forbidden(operation: GrantedOperation, { domainName, appName }: AuthorizationTarget): StreamError {
  const what = appName === ANY_APP ? `${operation} of every app` : operation;
  const where = isHostName(domainName) ? domainName : 'this domain';
  return new StreamError('FORBIDDEN', { message: `No grant for ${what} on ${where}.`, outcome: 'NOT_SENT' });
}

/**
 * Creates the authorization check, which every entry point uses. It refuses unless a single grant covers the
 * operation, the domain and the app together. It does no I/O. The grants of a caller are computed once for each
 * `Caller` object, and the authenticator returns the same object for the same token.
 */
export function createAuthorizer(grants: Grants): Authorize {
  const rules = grants.map(toRule);
  const rulesOf = new WeakMap<Caller, readonly Rule[]>();

  const findRules = (caller: Caller): readonly Rule[] => {
    const found = rules.filter((rule) => rule.isFor(caller));
    rulesOf.set(caller, found);
    return found;
  };

  const isGranted = (caller: Caller, operation: GrantedOperation, target: AuthorizationTarget): boolean => {
    if (!isHostName(target.domainName)) return false;
    const hostName = target.domainName.toLowerCase();
    return (rulesOf.get(caller) ?? findRules(caller)).some(
      (rule) =>
        rule.allows.has(operation) &&
        (target.byName === true ? rule.namesDomain(hostName) : rule.coversDomain(hostName)) &&
        rule.coversApp(target),
    );
  };

  return (caller, operation, target) => {
    if (!isGranted(caller, operation, target)) throw forbidden(operation, target);
  };
}
