import { ArgsType, Field, InputType, Int } from 'type-graphql';
import { type ActionFilter } from '../../stream/action-search.js';
import { StreamError, type Violation } from '../../stream/errors.js';
import { appFault, domainFault, isLongerThan, type NameFault, streamFault } from '../../stream/names.js';
import { DateTime } from '../date-time.scalar.js';
import { type CursorScope, cursorViolation, isListedName, isStoredId, readCursor } from '../page/cursor.js';
import { FIRST, firstViolations } from '../page/first.js';
import { LiveStreamActionKind, LiveStreamActionOutcome } from './live-stream-action-kind.type.js';

/** A subject is as long as its identity provider makes it; a longer one is none. */
const MAX_SUBJECT_CHARACTERS = 1_000;

@InputType({
  description:
    'Which actions of a domain: those that fulfil every condition that is set. Without one, all of them.',
})
export class LiveDomainActionFilter {
  @Field(() => String, {
    nullable: true,
    description: 'The app that the action was for; `*` finds actions on a stream’s name under every app.',
  })
  appName?: string | null;

  @Field(() => String, { nullable: true, description: 'The name of the stream.' })
  streamName?: string | null;

  @Field(() => String, { nullable: true, description: 'The operator: the subject of their token.' })
  by?: string | null;

  @Field(() => [LiveStreamActionKind], { nullable: true, description: 'One of these kinds.' })
  kinds?: LiveStreamActionKind[] | null;

  @Field(() => [LiveStreamActionOutcome], { nullable: true, description: 'One of these outcomes.' })
  outcomes?: LiveStreamActionOutcome[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Requested at this time or later.' })
  since?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Requested earlier than this time.' })
  before?: Date | null;
}

@InputType({
  description:
    'Which actions: those that fulfil every condition that is set. Without one, all that you may read.',
})
export class LiveStreamActionFilter extends LiveDomainActionFilter {
  @Field(() => String, {
    nullable: true,
    description: 'The ingest domain, in any case. Default: every domain that you may read.',
  })
  domainName?: string | null;
}

/** A page of actions, its arguments checked. */
export interface ActionPage {
  readonly filter: Omit<ActionFilter, 'domains'>;
  /** In lower case; undefined for every domain that the caller may read. */
  readonly domainName: string | undefined;
  readonly first: number;
  readonly after: string | undefined;
  readonly scope: CursorScope;
}

/**
 * @param domainName of the filter, or of the domain whose actions are listed
 * @param list names the list, for its cursors
 * @throws StreamError BAD_USER_INPUT with every violation at once, paths as the arguments' names
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
    return { rule: 'characters', message: 'must not hold U+0000 or half of a surrogate pair' };
  if (!isLongerThan(subject, MAX_SUBJECT_CHARACTERS)) return undefined;
  return { rule: 'maxLength', message: `must have at most ${MAX_SUBJECT_CHARACTERS} characters` };
}

function timeViolations(since: Date | null | undefined, before: Date | null | undefined): Violation[] {
  if (!since || !before || since < before) return [];
  return [{ path: 'filter.before', rule: 'range', message: 'must be later than `since`' }];
}

const AFTER =
  'The cursor after which the page begins: of this list, with the same `filter`. A page may be shorter than `first` ' +
  'although `hasNextPage` is true: where few of very many actions match, the search goes on with the next page.';

@ArgsType()
export class LiveDomainActionsArgs {
  @Field(() => LiveDomainActionFilter, {
    nullable: true,
    description: 'Which actions. Default: all of the domain.',
  })
  filter?: LiveDomainActionFilter | null;

  @Field(() => Int, { defaultValue: 50, description: FIRST })
  first!: number;

  @Field(() => String, { nullable: true, description: AFTER })
  after?: string | null;
}

@ArgsType()
export class LiveStreamActionsArgs {
  @Field(() => LiveStreamActionFilter, { description: 'Which actions.' })
  filter!: LiveStreamActionFilter;

  @Field(() => Int, { defaultValue: 50, description: FIRST })
  first!: number;

  @Field(() => String, { nullable: true, description: AFTER })
  after?: string | null;
}
