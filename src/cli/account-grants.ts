import type { Grants } from '../access/grant.js';
import { type AccountRouting } from '../stream/account.js';

/**
 * Restricts grants to the domains of an account. Each pattern becomes as narrow as the pattern of the account. The
 * result omits grants without a domain of the account.
 */
export function toAccountGrants(grants: Grants, routing: AccountRouting, account: string): Grants {
  const own = routing.domainsOf(account);
  const narrow = (pattern: string): readonly string[] => {
    if (!pattern.startsWith('*')) return routing.find(pattern) === account ? [pattern] : [];
    return own.flatMap((domain) => toNarrower(pattern, domain));
  };
  return grants
    .map((grant) => ({ ...grant, domains: Array.from(new Set(grant.domains.flatMap(narrow))) }))
    .filter(({ domains }) => domains.length > 0);
}

/** Returns the narrower one of two patterns that overlap, or nothing if they do not overlap. */
function toNarrower(pattern: string, other: string): readonly string[] {
  if (covers(pattern, other)) return [other];
  return covers(other, pattern) ? [pattern] : [];
}

function covers(wide: string, narrow: string): boolean {
  if (wide === '*' || wide === narrow) return true;
  return wide.startsWith('*.') && !narrow.startsWith('*') && wide === `*${narrow.slice(narrow.indexOf('.'))}`;
}
