import { ArgsType, Field, Int } from 'type-graphql';
import { StreamError, type Violation } from '../../stream/errors.js';
import { ANY_APP, appFault, type NameFault } from '../../stream/names.js';
import { type ListQuery } from '../../stream/directory/stream-list.js';
import { type CursorScope, cursorViolation, isListedName, readCursor } from '../page/cursor.js';
import { FIRST, firstViolations } from '../page/first.js';
import { searchViolations } from '../page/search.js';

/** The arguments that select a page of streams. */
@ArgsType()
export class LiveStreamPageArgs {
  @Field(() => Int, { defaultValue: 50, description: FIRST })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The cursor after which the page begins. It must come from this list with the same `appName` and `search`. Default: the first page.',
  })
  after?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only the streams of this app. Default: every app.',
  })
  appName?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only the streams whose `app/stream` contains this text, at most 255 characters. Case does not matter. An empty text matches all.',
  })
  search?: string | null;

  /** Returns the scope of the cursors of this list. */
  toScope(kind: string, domainName: string): CursorScope {
    return [kind, domainName, this.appName ?? '', this.search ?? ''];
  }

  /**
   * Checks the arguments.
   * @throws StreamError BAD_USER_INPUT with every violation; the paths are the names of the arguments
   */
  toQuery(scope: CursorScope): ListQuery {
    const { first, after, appName, search } = this;
    const key =
      typeof after === 'string' ? readCursor(scope, after, [isListedName, isListedName]) : undefined;
    const violations = [
      ...firstViolations(first),
      ...(typeof after === 'string' && key === undefined ? [cursorViolation('after')] : []),
      ...appViolations(appName),
      ...searchViolations(search),
    ];
    if (violations.length > 0) throw new StreamError('BAD_USER_INPUT', { violations });
    const [lastApp = '', lastStream = ''] = key ?? [];
    return {
      first,
      after: key && { appName: lastApp, streamName: lastStream },
      appName: appName ?? undefined,
      search: search === '' ? undefined : (search ?? undefined),
    };
  }
}

function appViolations(appName: string | null | undefined): Violation[] {
  const fault = typeof appName === 'string' ? appFilterFault(appName) : undefined;
  return fault === undefined ? [] : [{ path: 'appName', ...fault }];
}

function appFilterFault(appName: string): NameFault | undefined {
  if (appName === ANY_APP) return { rule: 'wildcard', message: 'must not be `*`; omit it for every app' };
  return appFault(appName);
}
