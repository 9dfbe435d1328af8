import { createDomainRouter } from './domain-pattern.js';
import { StreamError } from './errors.js';

/** The only account of a gateway without an accounts file. */
export const DEFAULT_ACCOUNT = 'default';

/** Which Alibaba account a domain belongs to. Accounts come and go while the gateway runs. */
export interface AccountRouting {
  /** The names of the accounts in force, in the order of the accounts file. */
  readonly names: readonly string[];
  /** The patterns of an account's domains; none for an account that is not in force. */
  domainsOf(name: string): readonly string[];
  /** @param domainName an ingest or streaming domain, in lower case. @returns undefined for a domain of no account */
  find(domainName: string): string | undefined;
}

/** Every domain belongs to the account `default`. */
export const SINGLE_ACCOUNT: AccountRouting = {
  names: [DEFAULT_ACCOUNT],
  domainsOf: () => ['*'],
  find: () => DEFAULT_ACCOUNT,
};

export interface RoutedAccount {
  readonly name: string;
  /** Patterns as in grants. No two accounts have the same one. */
  readonly domains: readonly string[];
}

/** The account whose pattern is the most specific one that covers a domain. */
export function createAccountRouting(accounts: readonly RoutedAccount[]): AccountRouting {
  const find = createDomainRouter(
    accounts.flatMap(({ name, domains }) => domains.map((pattern) => [pattern, name] as const)),
  );
  const domains = new Map(accounts.map((account) => [account.name, account.domains]));
  return { names: [...domains.keys()], domainsOf: (name) => domains.get(name) ?? [], find };
}

/** @throws StreamError DOMAIN_NOT_FOUND, NOT_SENT, for a domain of no account */
export function accountOf(routing: AccountRouting, domainName: string): string {
  const account = routing.find(domainName);
  if (account === undefined) throw unknownAccountError();
  return account;
}

/** A domain that no account has, or an account that was removed meanwhile. */
export function unknownAccountError(): StreamError {
  return new StreamError('DOMAIN_NOT_FOUND', { outcome: 'NOT_SENT' });
}
