import { type AccountRouting } from '../../stream/account.js';
import { type Authorize, type Caller } from '../../stream/caller.js';
import { type AccountDomains, type Directory } from '../../stream/directory/directory.js';
import { isAuthorized } from '../../stream/is-authorized.js';
import { type GraphqlContext } from '../context.js';
import { type Turns } from '../documents/turns.js';
import { toCallContext } from '../loader/loaders.js';

/** How many domains are checked in one turn of the execution. This takes less than a millisecond. */
const DOMAINS_PER_TURN = 100;

export interface ReadableDomainsOptions {
  readonly authorize: Authorize;
  readonly directory: Directory;
  readonly accounts: AccountRouting;
  readonly turns: Turns;
}

/**
 * Lists the ingest domains of all accounts that the caller may read, in whole or for at least one app. The
 * grants are checked once per request, however many fields list the domains.
 */
export class ReadableDomains {
  readonly #options: ReadableDomainsOptions;
  readonly #names = new WeakMap<GraphqlContext, Promise<AccountDomains>>();

  constructor(options: ReadableDomainsOptions) {
    this.#options = options;
  }

  /** Returns the domains in lower case and in the order of UTF-16 code units. */
  of(context: GraphqlContext): Promise<AccountDomains> {
    const known = this.#names.get(context);
    if (known !== undefined) return known;
    const names = this.#read(context);
    this.#names.set(context, names);
    return names;
  }

  async #read(context: GraphqlContext): Promise<AccountDomains> {
    const { authorize, directory, turns } = this.#options;
    const caller = context.caller();
    const accounts = this.#accountsOf(caller);
    if (accounts.length === 0) return { names: [], missing: [] };
    const { names: all, missing } = await directory.listIngestDomains(toCallContext(context), accounts);
    const readable: string[] = [];
    for (let start = 0; start < all.length; start += DOMAINS_PER_TURN) {
      await turns.take(context);
      for (const domainName of all.slice(start, start + DOMAINS_PER_TURN))
        if (isAuthorized(authorize, caller, 'read', { domainName, someApp: true })) readable.push(domainName);
    }
    return { names: readable, missing };
  }

  /**
   * Returns the accounts that may have a domain that the caller may read. The caller must not see the failures
   * of other accounts.
   */
  #accountsOf(caller: Caller): string[] {
    const { accounts, authorize } = this.#options;
    const mayHaveSome = (pattern: string): boolean =>
      pattern.startsWith('*') ||
      isAuthorized(authorize, caller, 'read', { domainName: pattern, someApp: true });
    return accounts.names.filter((name) => accounts.domainsOf(name).some(mayHaveSome));
  }
}
