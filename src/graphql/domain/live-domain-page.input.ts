import { ArgsType, Field, Int } from 'type-graphql';
import { StreamError } from '../../stream/errors.js';
import { type Connection, toConnection } from '../page/connection.js';
import { type CursorScope, cursorViolation, isListedName, readCursor, toCursor } from '../page/cursor.js';
import { FIRST, firstViolations } from '../page/first.js';
import { searchViolations } from '../page/search.js';
import { LiveDomain } from './live-domain.type.js';

/** The checked arguments of a page of domains. */
export interface LiveDomainPage {
  readonly first: number;
  /** The last domain of the previous page. It may have left the list since. */
  readonly after: string | undefined;
  /** The text to search for, in lower case. Empty matches every domain. */
  readonly search: string;
  readonly scope: CursorScope;
}

@ArgsType()
export class LiveDomainPageArgs {
  @Field(() => Int, { defaultValue: 50, description: FIRST })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The cursor after which the page begins. It must come from this list with the same `search`. Default: the first page.',
  })
  after?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only the domains whose name contains this text, at most 255 characters. Case does not matter. An empty text matches all.',
  })
  search?: string | null;

  /**
   * Checks the arguments.
   * @throws StreamError BAD_USER_INPUT with every violation; the paths are the names of the arguments
   */
  toPage(): LiveDomainPage {
    const { first, after } = this;
    const search = (this.search ?? '').toLowerCase();
    const scope = ['domains', search];
    const key = typeof after === 'string' ? readCursor(scope, after, [isListedName]) : undefined;
    const violations = [
      ...firstViolations(first),
      ...(typeof after === 'string' && key === undefined ? [cursorViolation('after')] : []),
      ...searchViolations(this.search),
    ];
    if (violations.length > 0) throw new StreamError('BAD_USER_INPUT', { violations });
    return { first, after: key?.[0], search, scope };
  }
}

/**
 * Selects a page from the names of domains.
 * @param names in the order of UTF-16 code units
 * @param missing the accounts whose domains are not in `names`
 */
export function toLiveDomainConnection(
  names: readonly string[],
  missing: readonly string[],
  { first, after, search, scope }: LiveDomainPage,
): Connection<LiveDomain> & { readonly missingAccounts: readonly string[] } {
  const found = search === '' ? names : names.filter((name) => name.includes(search));
  const next = after === undefined ? 0 : found.findIndex((name) => name > after);
  const from = next === -1 ? found.length : next;
  const page = {
    items: found.slice(from, from + first),
    hasNext: from + first < found.length,
    hasPrevious: from > 0,
    total: missing.length === 0 ? found.length : null,
  };
  const connection = toConnection(page, (name) => ({
    cursor: toCursor(scope, [name]),
    node: new LiveDomain(name),
  }));
  return { ...connection, missingAccounts: missing };
}
