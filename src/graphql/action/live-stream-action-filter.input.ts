import { ArgsType, Field, InputType, Int } from 'type-graphql';
import { type ActionFilter } from '../../stream/action-search.js';
import { StreamError, type Violation } from '../../stream/errors.js';
import { appFault, domainFault, isLongerThan, type NameFault, streamFault } from '../../stream/names.js';
import { DateTime } from '../date-time.scalar.js';
import { type CursorScope, cursorViolation, isListedName, isStoredId, readCursor } from '../page/cursor.js';
import { FIRST, firstViolations } from '../page/first.js';
import { LiveStreamActionKind, LiveStreamActionOutcome } from './live-stream-action-kind.type.js';

/** The longest subject that the filter accepts, in characters. */
const MAX_SUBJECT_CHARACTERS = 1_000;

@InputType({
  description:
    'A filter of the actions of a domain. An action must meet every condition that is set. Without conditions, all actions match.',
})
export class LiveDomainActionFilter {
  @Field(() => String, {
    nullable: true,
    description:
      'The app of the action. `*` finds the actions that applied to a stream name under every app.',
  })
  appName?: string | null;

  @Field(() => String, { nullable: true, description: 'The stream name.' })
  streamName?: string | null;

  @Field(() => String, { nullable: true, description: 'The caller who did it: the subject of the token.' })
  by?: string | null;

  @Field(() => [LiveStreamActionKind], { nullable: true, description: 'The kind is one of these.' })
  kinds?: LiveStreamActionKind[] | null;

  @Field(() => [LiveStreamActionOutcome], { nullable: true, description: 'The outcome is one of these.' })
  outcomes?: LiveStreamActionOutcome[] | null;

  @Field(() => DateTime, { nullable: true, description: 'The action was requested at this time or later.' })
  since?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'The action was requested before this time.' })
  before?: Date | null;
}

@InputType({
  description:
    'A filter of actions. An action must meet every condition that is set. Without conditions, all actions that you may read match.',
})
export class LiveStreamActionFilter extends LiveDomainActionFilter {
  @Field(() => String, {
    nullable: true,
    description: 'The ingest domain. Case does not matter. Default: every domain that you may read.',
  })
  domainName?: string | null;
}

/** The checked arguments of a page of actions. */
export interface ActionPage {
  readonly filter: Omit<ActionFilter, 'domains'>;
  /** The ingest domain in lower case. Undefined means every domain that the caller may read. */
  readonly domainName: string | undefined;
  readonly first: number;
  readonly after: string | undefined;
  readonly scope: CursorScope;
}

/**
 * Checks the arguments of a page of actions.
 * @param domainName the domain in the filter, or the domain whose actions are listed
 * @param list the name of the list, which becomes part of its cursors
 * @throws StreamError BAD_USER_INPUT with every violation; the paths are the names of the arguments
 */
export function toActionPage(
  filter: LiveDomainActionFilter,
  domainName: string | null | undefined,
  { first, after }: { readonly first: number; readonly after?: string | null | undefined },
  list: string,
): ActionPage {
  const { appName, streamName, by, kinds, outcomes, since, before } = filter;
  const domain = domainName?.toLowerCase();
  const scope = [
    list,
    JSON.stringify([
      domain ?? null,
      appName ?? null,
      streamName ?? null,
      by ?? null,
      kinds?.toSorted() ?? null,
      outcomes?.toSorted() ?? null,
      since?.getTime() ?? null,
      before?.getTime() ?? null,
    ]),
  ];
  const key = typeof after === 'string' ? readCursor(scope, after, [isStoredId]) : [];
  const violations = [
    ...firstViolations(first),
    ...(key === undefined ? [cursorViolation('after')] : []),
    ...violationsOf('filter.domainName', domainName, domainFault),
    ...violationsOf('filter.appName', appName, appFault),
    ...violationsOf('filter.streamName', streamName, streamFault),
    ...violationsOf('filter.by', by, subjectFault),
    ...timeViolations(since, before),
  ];
  if (violations.length > 0) throw new StreamError('BAD_USER_INPUT', { violations });
  return {
    filter: {
      appName: appName ?? undefined,
      streamName: streamName ?? undefined,
      subject: by ?? undefined,
      kinds: kinds ?? undefined,
      outcomes: outcomes ?? undefined,
      since: since ?? undefined,
      before: before ?? undefined,
    },
    domainName: domain,
    first,
    after: key?.[0],
    scope,
  };
}

function violationsOf(
  path: string,
  value: string | null | undefined,
  toFault: (value: string) => NameFault | undefined,
): Violation[] {
  const fault = typeof value === 'string' ? toFault(value) : undefined;
  return fault === undefined ? [] : [{ path, ...fault }];
}

function subjectFault(subject: string): NameFault | undefined {
  if (!isListedName(subject))
    return { rule: 'characters', message: 'must not contain U+0000 or half of a surrogate pair' };
  if (!isLongerThan(subject, MAX_SUBJECT_CHARACTERS)) return undefined;
  return { rule: 'maxLength', message: `must have at most ${MAX_SUBJECT_CHARACTERS} characters` };
}

function timeViolations(since: Date | null | undefined, before: Date | null | undefined): Violation[] {
  if (!since || !before || since < before) return [];
  return [{ path: 'filter.before', rule: 'range', message: 'must be later than `since`' }];
}

const AFTER =
  'The cursor after which the page begins. It must come from this list with the same `filter`. Default: the first page. ' +
  'If few of very many actions match, a page may be shorter than `first` although `hasNextPage` is true: the next page continues the search.';

@ArgsType()
export class LiveDomainActionsArgs {
  @Field(() => LiveDomainActionFilter, {
    nullable: true,
    description: 'A filter of the actions. Default: all actions of the domain.',
  })
  filter?: LiveDomainActionFilter | null;

  @Field(() => Int, { defaultValue: 50, description: FIRST })
  first!: number;

  @Field(() => String, { nullable: true, description: AFTER })
  after?: string | null;
}

@ArgsType()
export class LiveStreamActionsArgs {
  @Field(() => LiveStreamActionFilter, { description: 'A filter of the actions.' })
  filter!: LiveStreamActionFilter;

  @Field(() => Int, { defaultValue: 50, description: FIRST })
  first!: number;

  @Field(() => String, { nullable: true, description: AFTER })
  after?: string | null;
}
