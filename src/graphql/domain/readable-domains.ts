import { type Authorize } from '../../stream/caller.js';
import { type Directory } from '../../stream/directory/directory.js';
import { isAuthorized } from '../../stream/is-authorized.js';
import { type GraphqlContext } from '../context.js';
import { type Turns } from '../documents/turns.js';
import { toCallContext } from '../loader/loaders.js';

/** How many domains one turn of the execution looks at: less than a millisecond. */
const DOMAINS_PER_TURN = 100;

export interface ReadableDomainsOptions {
  readonly authorize: Authorize;
  readonly directory: Directory;
  readonly turns: Turns;
}

/**
 * The account's ingest domains that the caller of a request may read: the whole domain, or some app of it. Grants are
 * looked at once a request, however many fields list the domains.
 */
export class ReadableDomains {
  readonly #options: ReadableDomainsOptions;
  readonly #names = new WeakMap<GraphqlContext, Promise<readonly string[]>>();

  constructor(options: ReadableDomainsOptions) {
    this.#options = options;
  }

  /** In lower case and in the order of code units. */
  of(context: GraphqlContext): Promise<readonly string[]> {
    const known = this.#names.get(context);
    if (known !== undefined) return known;
    const names = this.#read(context);
    this.#names.set(context, names);
    return names;
  }

  async #read(context: GraphqlContext): Promise<readonly string[]> {
    const { authorize, directory, turns } = this.#options;
    const caller = context.caller();
    const all = await directory.listIngestDomains(toCallContext(context));
    const readable: string[] = [];
    for (let start = 0; start < all.length; start += DOMAINS_PER_TURN) {
      await turns.take(context);
      for (const domainName of all.slice(start, start + DOMAINS_PER_TURN))
        if (isAuthorized(authorize, caller, 'read', { domainName, someApp: true })) readable.push(domainName);
    }
    return readable;
  }
}
