import { type AccountRouting } from '../account.js';
import { type Clock } from '../clock.js';
import { StreamError, toStreamError } from '../errors.js';
import { type CallContext, type LiveUpstream } from '../upstream.js';
import { readPages } from './read-pages.js';
import { SharedReads } from './shared-reads.js';

/** Domains are added manually and rarely. */
const MAX_AGE_MS = 60_000;
/** The largest page that DescribeLiveUserDomains allows (documentation). */
const PAGE_SIZE = 50;
/** The longest wait for the lists of the other accounts after the first list is read. */
const LATE_MS = 2_000;
const MAX_KEPT = 1_000;

export interface AccountDomains {
  /** In lower case, sorted by code units, without duplicates. */
  readonly names: readonly string[];
  /** The accounts whose list could not be read. Their domains are missing from `names`. */
  readonly missing: readonly string[];
}

/**
 * Reads the ingest domains of the accounts and caches them for a minute. A list of more than 5,000 domains is refused.
 * All callers share the cached list, so each request must filter it by the grants of its caller.
 */
export class DomainList {
  readonly #upstream: LiveUpstream;
  readonly #accounts: AccountRouting;
  readonly #clock: Clock;
  readonly #lists: SharedReads<readonly string[]>;

  constructor(upstream: LiveUpstream, accounts: AccountRouting, clock: Clock) {
    this.#upstream = upstream;
    this.#accounts = accounts;
    this.#clock = clock;
    this.#lists = new SharedReads({ maxAgeMs: MAX_AGE_MS, maxKept: MAX_KEPT, clock });
  }

  /** @throws StreamError the error of the first account if no account's list can be read */
  async read(call: CallContext, accounts: readonly string[] = this.#accounts.names): Promise<AccountDomains> {
    const lists = await this.#settle(accounts, call);
    const isRead = (list: readonly string[] | StreamError): list is readonly string[] =>
      !(list instanceof StreamError);
    const [first] = lists;
    if (first instanceof StreamError && !lists.some(isRead)) throw first;
    // If the accounts file gives a domain to another account, the domain belongs to that account.
    const names = lists.map((list, index) =>
      isRead(list) ? list.filter((name) => this.#accounts.find(name) === accounts[index]) : [],
    );
    return {
      names: Array.from(new Set(names.flat())).sort(),
      missing: accounts.filter((_, index) => lists[index] instanceof StreamError),
    };
  }

  /** Waits for all lists. A slow account delays the others by at most `LATE_MS`. */
  async #settle(
    accounts: readonly string[],
    call: CallContext,
  ): Promise<readonly (readonly string[] | StreamError)[]> {
    const late = Promise.withResolvers<StreamError>();
    const reads = accounts.map((account) => this.#readOne(account, call).catch(toStreamError));
    const timer = Promise.any(reads.map(throwErrors)).then(
      () =>
        this.#clock.setTimer(LATE_MS, () => {
          late.resolve(new StreamError('UPSTREAM_TIMEOUT', { outcome: 'NOT_SENT' }));
        }),
      () => undefined,
    );
    try {
      return await Promise.all(reads.map((read) => Promise.race([read, late.promise])));
    } finally {
      void timer.then((started) => started?.cancel());
    }
  }

  #readOne(account: string, call: CallContext): Promise<readonly string[]> {
    return this.#lists.read(account, { ...call, account }, async (to) => {
      const domains = await readPages(
        (page) => this.#upstream.call('DescribeLiveUserDomains', { kind: 'ingest', ...page }, to),
        PAGE_SIZE,
      );
      return domains.filter(({ kind }) => kind === 'ingest').map(({ name }) => name);
    });
  }
}

async function throwErrors<T>(read: Promise<T | StreamError>): Promise<T> {
  const value = await read;
  if (value instanceof StreamError) throw value;
  return value;
}
