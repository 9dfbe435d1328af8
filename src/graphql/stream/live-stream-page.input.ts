import { ArgsType, Field, Int } from 'type-graphql';
import { StreamError } from '../../stream/errors.js';
import { ANY_APP, appFault } from '../../stream/names.js';
import { type ListQuery } from '../../stream/directory/stream-list.js';
import { type CursorScope, cursorViolation, isListedName, readCursor } from '../page/cursor.js';
import { FIRST, firstViolations } from '../page/first.js';

/** Which part of a list of streams. */
@ArgsType()
export class LiveStreamPageArgs {
  @Field(() => Int, { defaultValue: 50, description: FIRST })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor after which the page begins: of the same list, with the same `appName`.',
  })
  after?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only the streams of this app. Default: of every app.',
  })
  appName?: string | null;

  /** @throws StreamError BAD_USER_INPUT with every violation at once, paths as the arguments' names */
  toQuery(scope: CursorScope): ListQuery {
    const { first, after, appName } = this;
    const key =
      typeof after === 'string' ? readCursor(scope, after, [isListedName, isListedName]) : undefined;
    const fault = typeof appName === 'string' ? appFilterFault(appName) : undefined;
    const violations = [
      ...firstViolations(first),
      ...(typeof after === 'string' && key === undefined ? [cursorViolation('after')] : []),
      ...(fault === undefined ? [] : [{ path: 'appName', ...fault }]),
    ];
    if (violations.length > 0) throw new StreamError('BAD_USER_INPUT', { violations });
    const [lastApp = '', lastStream = ''] = key ?? [];
    return {
      first,
      after: key && { appName: lastApp, streamName: lastStream },
      appName: appName ?? undefined,
    };
  }
}

function appFilterFault(appName: string): ReturnType<typeof appFault> {
  if (appName === ANY_APP) return { rule: 'wildcard', message: 'leave it out for every app' };
  return appFault(appName);
}
