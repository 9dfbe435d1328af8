import { createNamedDomainMatcher } from '../stream/domain-pattern.js';
import { type Grants } from './grant.js';

/**
 * Creates a function that checks whether a grant names a domain, by its name or a pattern. The pattern `*` names
 * no domain.
 */
export function createNamedDomains(grants: Grants): (domainName: string) => boolean {
  return createNamedDomainMatcher(grants.flatMap(({ domains }) => domains));
}
