import { type AccountRouting } from '../stream/account.js';
import { type Clock, systemClock } from '../stream/clock.js';
import { type Directory } from '../stream/directory/directory.js';
import { createNamedDomainMatcher } from '../stream/domain-pattern.js';
import { type IsDomainOfAccount } from './receiver.js';

export interface DomainCheckParts {
  readonly accounts: AccountRouting;
  /** Whether the grants in force name a domain. */
  readonly isNamedInGrants: (domainName: string) => boolean;
  readonly directory: Pick<Directory, 'listIngestDomains'>;
  readonly clock?: Clock | undefined;
}

/** If the list cannot be read, no further call is made for this time. */
const PAUSE_MS = 10_000;
/** The longest wait for the list. A callback must be answered within 5 s. */
const WAIT_MS = 3_000;

/**
 * A domain belongs to an account if the accounts file names it for that account, if a grant names it, or if the
 * account's list of domains contains it. The list is read only if the files do not name the domain. It is cached for
 * one minute.
 */
export function createDomainCheck({
  accounts,
  isNamedInGrants,
  directory,
  clock = systemClock,
}: DomainCheckParts): IsDomainOfAccount {
  const pausedUntilMs = new Map<string, number>();
  /** Keyed by the array of an account's patterns, which stays the same until the accounts file is read again. */
  const matchers = new WeakMap<readonly string[], (domainName: string) => boolean>();
  const matcherOf = (patterns: readonly string[]): ((domainName: string) => boolean) => {
    const matcher = matchers.get(patterns) ?? createNamedDomainMatcher(patterns);
    matchers.set(patterns, matcher);
    return matcher;
  };
  const isNamed = (account: string, domainName: string): boolean =>
    matcherOf(accounts.domainsOf(account))(domainName) || isNamedInGrants(domainName);

  return async (account, domainName) => {
    if (accounts.find(domainName) !== account) return false;
    if (isNamed(account, domainName)) return true;
    if ((pausedUntilMs.get(account) ?? -Infinity) > clock.now()) return undefined;
    try {
      const call = {
        correlationId: 'callback',
        signal: AbortSignal.timeout(WAIT_MS),
        lane: 'interactive',
      } as const;
      const { names, missing } = await directory.listIngestDomains(call, [account]);
      if (missing.length === 0) return names.includes(domainName);
    } catch {
      // It stays unknown whether the domain belongs to the account.
    }
    pausedUntilMs.set(account, clock.now() + PAUSE_MS);
    return undefined;
  };
}
