import { type CallContext, type LiveUpstream } from '../upstream.js';
import { type Clock } from '../clock.js';
import { readPages } from './read-pages.js';
import { SharedReads } from './shared-reads.js';

/** Domains are added by hand and seldom. */
const MAX_AGE_MS = 60_000;
/** The most that DescribeLiveUserDomains allows (documentation). */
const PAGE_SIZE = 50;
/** All callers share the one list; what each of them may see is decided for each request. */
const KEY = 'ingest';

/** The account's ingest domains, cached for a minute. A list of more than 5,000 domains is refused. */
export class DomainList {
  readonly #upstream: LiveUpstream;
  readonly #lists: SharedReads<readonly string[]>;

  constructor(upstream: LiveUpstream, clock: Clock) {
    this.#upstream = upstream;
    this.#lists = new SharedReads({ maxAgeMs: MAX_AGE_MS, maxKept: 1, clock });
  }

  /** In lower case and in the order of code units, each domain once. */
  read(call: CallContext): Promise<readonly string[]> {
    return this.#lists.read(KEY, call, async (to) => {
      const domains = await readPages(
        (page) => this.#upstream.call('DescribeLiveUserDomains', { kind: 'ingest', ...page }, to),
        PAGE_SIZE,
      );
      const names = domains.filter(({ kind }) => kind === 'ingest').map(({ name }) => name);
      return Array.from(new Set(names)).sort();
    });
  }
}
