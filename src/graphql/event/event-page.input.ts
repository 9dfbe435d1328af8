import { ArgsType, Field, Int } from 'type-graphql';
import { StreamError, type Violation } from '../../stream/errors.js';
import { ANY_APP, appFault } from '../../stream/names.js';
import { type CursorScope, cursorViolation, readCursor } from '../page/cursor.js';
import { FIRST, firstViolations } from '../page/first.js';

/** Checks a position in the sequence of events. It has at most 15 digits. */
const isPosition = (text: string): boolean => /^[1-9]\d{0,14}$/.test(text);

/** The checked arguments of a page of events. */
export interface EventPageRequest {
  readonly first: number;
  /** The page contains only events with a smaller position. Undefined for the first page. */
  readonly before: number | undefined;
}

/**
 * Checks the arguments of a page of events.
 * @throws StreamError BAD_USER_INPUT with every violation; the paths are the names of the arguments
 */
function toPage(
  { first, after }: { readonly first: number; readonly after?: string | null },
  scope: CursorScope,
  others: readonly Violation[] = [],
): EventPageRequest {
  const violations = [...firstViolations(first), ...others];
  const key = typeof after === 'string' ? readCursor(scope, after, [isPosition]) : [];
  if (key === undefined) violations.push(cursorViolation('after'));
  if (violations.length > 0) throw new StreamError('BAD_USER_INPUT', { violations });
  return { first, before: key?.[0] === undefined ? undefined : Number(key[0]) };
}

/** The arguments that select a page of a stream's events. */
@ArgsType()
export class StreamEventsArgs {
  @Field(() => Int, { defaultValue: 20, description: FIRST })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The cursor after which the page begins. It must come from the events of the same stream. Default: the first page.',
  })
  after?: string | null;

  toPage(scope: CursorScope): EventPageRequest {
    return toPage(this, scope);
  }
}

/** The arguments that select a page of a domain's events. */
@ArgsType()
export class DomainEventsArgs {
  @Field(() => Int, { defaultValue: 50, description: FIRST })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The cursor after which the page begins. It must come from this list with the same `appName`. Default: the first page.',
  })
  after?: string | null;

  @Field(() => String, { nullable: true, description: 'Only the events of this app. Default: every app.' })
  appName?: string | null;

  toPage(scope: CursorScope): EventPageRequest {
    return toPage(this, scope, appViolations(this.appName, 'appName'));
  }
}

/** Returns the violations of an app name that is used as a filter. */
export function appViolations(appName: string | null | undefined, path: string): Violation[] {
  if (typeof appName !== 'string') return [];
  const fault =
    appName === ANY_APP
      ? { rule: 'wildcard', message: 'must not be `*`; omit it for every app' }
      : appFault(appName);
  return fault === undefined ? [] : [{ path, ...fault }];
}
