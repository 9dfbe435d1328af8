import { accountOf, type AccountRouting } from '../account.js';
import { INGEST_DOMAIN_RULE } from '../domain-path.js';
import { StreamError } from '../errors.js';
import { type CallContext, type DomainGroup, type LiveUpstream } from '../upstream.js';
import { type Clock } from '../clock.js';
import { SharedReads } from './shared-reads.js';

/** Domain mappings are changed manually and rarely. */
const MAX_AGE_MS = 600_000;
const MAX_KEPT = 1_000;

/** An ingest domain, and the streaming domain whose lists contain its streams. */
export interface DomainPair {
  /** The account of the ingest domain. It reads the lists of both domains. */
  readonly account: string;
  readonly ingestDomain: string;
  readonly streamingDomain: string;
}

/** Finds the domains that belong together and caches them for ten minutes. A failed lookup is not cached. */
export class Domains {
  readonly #upstream: LiveUpstream;
  readonly #accounts: AccountRouting;
  readonly #groups: SharedReads<DomainGroup>;

  constructor(upstream: LiveUpstream, accounts: AccountRouting, clock: Clock) {
    this.#upstream = upstream;
    this.#accounts = accounts;
    this.#groups = new SharedReads({ maxAgeMs: MAX_AGE_MS, maxKept: MAX_KEPT, clock });
  }

  /**
   * Returns the group of an ingest domain, as its account sees it.
   * @throws StreamError DOMAIN_NOT_FOUND, BAD_USER_INPUT for a streaming domain, or OPERATION_NOT_ALLOWED if the group
   * does not contain the domain
   */
  async find(domainName: string, call: CallContext): Promise<DomainGroup> {
    const account = accountOf(this.#accounts, domainName);
    const group = await this.#groups.read(`${account}/${domainName}`, { ...call, account }, (to) =>
      this.#upstream.call('DescribeLiveDomainMapping', { domainName }, to),
    );
    if (group.ingestDomains.includes(domainName)) return group;
    if (group.streamingDomain === domainName) throw toWrongKind('the streaming domain');
    if (group.subStreamingDomains.includes(domainName)) throw toWrongKind('a sub-streaming domain');
    throw new StreamError('OPERATION_NOT_ALLOWED', { outcome: 'REJECTED' });
  }

  /**
   * Returns the ingest domain with the streaming domain that has its lists.
   * @throws StreamError as `find` does; OPERATION_NOT_ALLOWED if there is no streaming domain
   */
  async pairOf(ingestDomain: string, call: CallContext): Promise<DomainPair> {
    const account = accountOf(this.#accounts, ingestDomain);
    const { streamingDomain } = await this.find(ingestDomain, call);
    if (streamingDomain === undefined) throw toListless();
    return { account, ingestDomain, streamingDomain };
  }
}

function toListless(): StreamError {
  return new StreamError('OPERATION_NOT_ALLOWED', {
    message: 'This ingest domain belongs to no streaming domain, by which ApsaraVideo Live keeps its lists.',
    outcome: 'NOT_SENT',
  });
}

function toWrongKind(kind: string): StreamError {
  const message = `is ${kind}, from which viewers play; use the ingest domain, to which encoders push`;
  return new StreamError('BAD_USER_INPUT', {
    violations: [{ path: 'domainName', rule: INGEST_DOMAIN_RULE, message }],
  });
}

/** Returns a cache key that contains the account, so that callers of one account never get the lists of another. */
export function toPairKey({ account, streamingDomain }: DomainPair): string {
  return `${account}/${streamingDomain}`;
}
