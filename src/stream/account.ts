import { createDomainRouter } from './domain-pattern.js';
import { StreamError } from './errors.js';

/** The name of the only account of a gateway without an accounts file. */
export const DEFAULT_ACCOUNT = 'default';

/** Finds the Alibaba Cloud account of a domain. The set of accounts can change while the gateway runs. */
export interface AccountRouting {
  /** The names of the current accounts, in the order of the accounts file. */
  readonly names: readonly string[];
  /** Returns the domain patterns of an account. Empty for an account that does not exist at present. */
  domainsOf(name: string): readonly string[];
  /**
   * @param domainName an ingest or streaming domain, in lower case
   * @returns the name of the account; undefined if the domain belongs to no account
   */
  find(domainName: string): string | undefined;
}

/** A routing in which every domain belongs to the account `default`. */
export const SINGLE_ACCOUNT: AccountRouting = {
  names: [DEFAULT_ACCOUNT],
  domainsOf: () => ['*'],
  find: () => DEFAULT_ACCOUNT,
};

export interface RoutedAccount {
  readonly name: string;
  /** Domain patterns, as in grants. Two accounts never have the same pattern. */
  readonly domains: readonly string[];
}

/** Creates a routing. The account of a domain is the one with the most specific pattern that covers the domain. */
export function createAccountRouting(accounts: readonly RoutedAccount[]): AccountRouting {
  const find = createDomainRouter(
    accounts.flatMap(({ name, domains }) => domains.map((pattern) => [pattern, name] as const)),
  );
  const domains = new Map(accounts.map((account) => [account.name, account.domains]));
  return { names: [...domains.keys()], domainsOf: (name) => domains.get(name) ?? [], find };
}

/** @throws StreamError DOMAIN_NOT_FOUND with the outcome NOT_SENT if the domain belongs to no account */
export function accountOf(routing: AccountRouting, domainName: string): string {
  const account = routing.find(domainName);
  if (account === undefined) throw unknownAccountError();
  return account;
}

/** Creates the error for a domain that belongs to no account, or for an account that no longer exists. */
export function unknownAccountError(): StreamError {
  return new StreamError('DOMAIN_NOT_FOUND', { outcome: 'NOT_SENT' });
}
