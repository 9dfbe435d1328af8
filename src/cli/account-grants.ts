import type { Grants } from '../access/grant.js';
import { type AccountRouting } from '../stream/account.js';

/**
 * The grants with those of their domains that belong to an account, each pattern as narrow as the account's own. A grant
 * without a domain of the account is left out.
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

/** What a pattern with a star and another pattern have in common: the narrower one, or nothing. */
function toNarrower(pattern: string, other: string): readonly string[] {
  if (covers(pattern, other)) return [other];
  return covers(other, pattern) ? [pattern] : [];
}

function covers(wide: string, narrow: string): boolean {
  if (wide === '*' || wide === narrow) return true;
  return wide.startsWith('*.') && !narrow.startsWith('*') && wide === `*${narrow.slice(narrow.indexOf('.'))}`;
}
