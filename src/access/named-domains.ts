import { createNamedDomainMatcher } from '../stream/domain-pattern.js';
import { type Grants } from './grant.js';

/** Returns whether a grant names a domain, by its name or a pattern of some domains; `*` names none. */
export function createNamedDomains(grants: Grants): (domainName: string) => boolean {
  return createNamedDomainMatcher(grants.flatMap(({ domains }) => domains));
}
