import { type EmulatedAccount, type EmulatedDomain } from '../options.js';
import { Refusal } from '../refusal.js';

/** The types of DescribeLiveDomainMapping: main streaming, ingest and sub-streaming domain. */
export type DomainType = 'vhost' | 'publish' | 'play';

/** One domain mapping: a main streaming domain and all domains that belong to it. */
export interface DomainGroup {
  readonly streaming: string;
  readonly ingests: readonly string[];
  readonly subStreaming: readonly string[];
  readonly accountId: string;
}

export interface KnownDomain {
  readonly name: string;
  readonly type: DomainType;
  readonly group: DomainGroup;
}

interface GrowingGroup extends DomainGroup {
  readonly ingests: string[];
  readonly subStreaming: string[];
}

export function toAccountId(account: EmulatedAccount): string {
  return account.accountId ?? account.accessKeyId;
}

/** Thrown by seeds, controls and the admin interface, never by an API call. */
export class UnknownDomainError extends TypeError {
  override readonly name = 'UnknownDomainError';

  constructor(domainName: string) {
    super(`${domainName} is not an ingest domain of the emulator`);
  }
}

/** The domains of all accounts, with their type and account. Their names are not case-sensitive. */
export class Domains {
  readonly #byName = new Map<string, KnownDomain>();

  constructor(domains: readonly EmulatedDomain[], accounts: ReadonlyMap<string, EmulatedAccount>) {
    const groups = new Map<string, GrowingGroup>();
    const [first] = accounts.values();
    for (const domain of domains) {
      const owner = domain.accountKeyId === undefined ? first : accounts.get(domain.accountKeyId);
      if (!owner) throw new TypeError(`No account has the key that owns ${domain.ingest}`);
      const streaming = domain.streaming.toLowerCase();
      const group = groups.get(streaming) ?? {
        streaming,
        ingests: [],
        subStreaming: [],
        accountId: toAccountId(owner),
      };
      if (!groups.has(streaming)) this.#add(streaming, 'vhost', group);
      groups.set(streaming, group);
      group.ingests.push(this.#add(domain.ingest, 'publish', group));
      for (const name of domain.subStreaming ?? []) group.subStreaming.push(this.#add(name, 'play', group));
    }
  }

  /**
   * Returns a domain of the account, of one of these types.
   *
   * @throws Refusal InvalidDomain.NotFound, or IllegalOperation for another type
   */
  find(name: string, accountId: string, types: readonly DomainType[]): KnownDomain {
    const domain = this.#byName.get(name.toLowerCase());
    if (domain?.group.accountId !== accountId)
      throw new Refusal(
        404,
        'InvalidDomain.NotFound',
        `The domain "${name}" does not exist in this account.`,
      );
    if (!types.includes(domain.type))
      throw new Refusal(403, 'IllegalOperation', `The operation is not allowed on the domain "${name}".`);
    return domain;
  }

  /**
   * Returns an ingest domain of any account, for seeds and the admin interface.
   *
   * @throws UnknownDomainError
   */
  ingest(name: string): KnownDomain {
    const domain = this.#byName.get(name.toLowerCase());
    if (domain?.type !== 'publish') throw new UnknownDomainError(name);
    return domain;
  }

  /** Returns all domains of an account, sorted by name. */
  ofAccount(accountId: string): KnownDomain[] {
    return Array.from(this.#byName.values())
      .filter(({ group }) => group.accountId === accountId)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #add(name: string, type: DomainType, group: DomainGroup): string {
    const lower = name.toLowerCase();
    if (this.#byName.has(lower)) throw new TypeError(`The domain ${lower} is given twice`);
    this.#byName.set(lower, { name: lower, type, group });
    return lower;
  }
}
