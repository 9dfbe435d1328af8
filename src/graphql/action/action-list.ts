import { type ActionFilter } from '../../stream/action-search.js';
import { type AuthorizationTarget, type Authorize, type Caller } from '../../stream/caller.js';
import { isAuthorized } from '../../stream/is-authorized.js';
import { type Action } from '../../stream/ledger.js';
import { ANY_APP } from '../../stream/names.js';
import { type GraphqlContext } from '../context.js';
import { type RequestAllowance } from '../documents/request-allowance.js';
import { type Turns } from '../documents/turns.js';
import { type RequestLoaders } from '../loader/loaders.js';
import { MAX_COUNTED_ACTIONS } from '../loader/ledger-reads.js';
import { type Connection, toConnection } from '../page/connection.js';
import { toCursor } from '../page/cursor.js';
import { type ActionPage } from './live-stream-action-filter.input.js';
import { type LiveStreamAction, toLiveStreamAction } from './live-stream-action.type.js';

export interface ActionListParts {
  readonly authorize: Authorize;
  readonly loaders: RequestLoaders;
  readonly allowance: RequestAllowance;
  readonly turns: Turns;
}

/**
 * How many searches may fill one page. One search is not enough if it ends early, or if the caller may not read
 * all actions that it finds.
 */
const MOST_ROUNDS = 5;
/** How many domains are checked in one turn of the execution. This takes less than a millisecond. */
const DOMAINS_PER_TURN = 100;

/** Lists the actions of one domain or of several that the caller may read. */
export class ActionList {
  readonly #parts: ActionListParts;

  constructor(parts: ActionListParts) {
    this.#parts = parts;
  }

  /**
   * Returns a page of actions.
   * @throws StreamError FORBIDDEN if the page names a domain that the caller may not read, STORE_UNAVAILABLE
   */
  async page(page: ActionPage, context: GraphqlContext): Promise<Connection<LiveStreamAction>> {
    const mayRead = this.#createCheck(context.caller());
    const domains = await this.#domainsOf(page, context);
    this.#parts.allowance.take(context, { entries: page.first });
    const filter = { ...page.filter, domains };
    const { actions, next } = await this.#find(filter, page, mayRead, context);
    const { scope } = page;
    const total = (): Promise<number | null> => this.#count(filter, mayRead, context);
    return toConnection(
      {
        items: actions,
        hasNext: next !== undefined,
        hasPrevious: page.after !== undefined,
        total,
        endCursor: next === undefined ? undefined : toCursor(scope, [next]),
      },
      (action) => ({ cursor: toCursor(scope, [action.id]), node: toLiveStreamAction(action) }),
    );
  }

  async #find(
    filter: ActionFilter,
    { first, after }: ActionPage,
    mayRead: MayRead,
    context: GraphqlContext,
  ): Promise<{ readonly actions: readonly Action[]; readonly next: string | undefined }> {
    const { ledger } = this.#parts.loaders.of(context);
    const actions: Action[] = [];
    let next = after;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const found = await ledger.searchActions({ ...filter, first: first - actions.length, after: next });
      actions.push(...found.actions.filter(({ address }) => mayRead(address)));
      next = found.next;
      if (next === undefined || actions.length === first) break;
    }
    return { actions, next };
  }

  async #count(filter: ActionFilter, mayRead: MayRead, context: GraphqlContext): Promise<number | null> {
    const tallies = await this.#parts.loaders.of(context).ledger.tallyActions(filter);
    if (tallies === undefined) return null;
    const total = tallies.filter(mayRead).reduce((sum, tally) => sum + tally.total, 0);
    return total > MAX_COUNTED_ACTIONS ? null : total;
  }

  /**
   * Returns the domains to search in. Undefined means all domains: the caller may read each domain that has an
   * action, so the search needs no filter.
   */
  async #domainsOf(
    { domainName, filter: { appName } }: ActionPage,
    context: GraphqlContext,
  ): Promise<readonly string[] | undefined> {
    const { authorize, loaders, turns } = this.#parts;
    const caller = context.caller();
    const toTarget = (name: string): AuthorizationTarget => toReadTarget({ domainName: name, appName });
    if (domainName !== undefined) {
      authorize(caller, 'read', toTarget(domainName));
      return [domainName];
    }
    const all = await loaders.of(context).ledger.listActionDomains();
    const readable: string[] = [];
    for (let start = 0; start < all.length; start += DOMAINS_PER_TURN) {
      await turns.take(context);
      for (const name of all.slice(start, start + DOMAINS_PER_TURN))
        if (isAuthorized(authorize, caller, 'read', toTarget(name))) readable.push(name);
    }
    return readable.length === all.length ? undefined : readable;
  }

  /**
   * Creates the check of single actions, since a grant may cover only some apps of a domain. The result for each
   * app is kept.
   */
  #createCheck(caller: Caller): MayRead {
    const known = new Map<string, boolean>();
    return (place) => {
      const key = `${place.domainName}/${place.appName}`;
      const may = known.get(key) ?? isAuthorized(this.#parts.authorize, caller, 'read', toReadTarget(place));
      known.set(key, may);
      return may;
    };
  }
}

type MayRead = (place: { readonly domainName: string; readonly appName: string }) => boolean;

/**
 * Returns the target to authorize. An action on every app (`*`) is also shown to callers with a grant for one
 * app.
 */
function toReadTarget(place: {
  readonly domainName: string;
  readonly appName: string | undefined;
}): AuthorizationTarget {
  const { domainName, appName } = place;
  return appName === undefined || appName === ANY_APP
    ? { domainName, someApp: true }
    : { domainName, appName };
}
