import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type EventTarget } from '../../event/event-store.js';
import { type Authorize } from '../../stream/caller.js';
import { type StreamEvent } from '../../stream/event.js';
import { isAuthorized } from '../../stream/is-authorized.js';
import { type GraphqlContext } from '../context.js';
import { type RequestAllowance } from '../documents/request-allowance.js';
import { LiveDomain } from '../domain/live-domain.type.js';
import { type RequestLoaders } from '../loader/loaders.js';
import { type Connection, toConnection } from '../page/connection.js';
import { type CursorScope, toCursor } from '../page/cursor.js';
import { LiveStream } from '../stream/live-stream.type.js';
import { DomainEventsArgs, type EventPageRequest, StreamEventsArgs } from './event-page.input.js';
import { LiveStreamEventConnection } from './live-stream-event-connection.type.js';
import { type LiveStreamEvent, toLiveStreamEvent } from './live-stream-event.type.js';
import { mayReadEvent } from './may-read-event.js';

export interface LiveStreamEventsParts {
  readonly authorize: Authorize;
  readonly loaders: RequestLoaders;
  readonly allowance: RequestAllowance;
}

/**
 * How many reads may fill one page, if the caller may not read all events that are found. Each read is at most as large
 * as the page, because the limits of a request count only the entries that it requests. So a page can end early.
 */
const MOST_ROUNDS = 5;
const ABOUT =
  'The gateway keeps events for EVENT_RETENTION_DAYS (30 days by default). Makes no upstream call.';

/** Lists the events that the caller may read. */
export class EventList {
  readonly #parts: LiveStreamEventsParts;

  constructor(parts: LiveStreamEventsParts) {
    this.#parts = parts;
  }

  /**
   * Returns a page of events.
   * @throws StreamError FORBIDDEN, STORE_UNAVAILABLE
   */
  async page(
    target: EventTarget,
    { first, before }: EventPageRequest,
    scope: CursorScope,
    context: GraphqlContext,
  ): Promise<Connection<LiveStreamEvent>> {
    const { authorize, loaders, allowance } = this.#parts;
    const caller = context.caller();
    const { domainName, appName } = target;
    const place = appName === undefined ? { domainName, someApp: true } : { domainName, appName };
    authorize(caller, 'read', place);
    allowance.take(context, { entries: first });
    const reads = loaders.of(context);
    const mayRead = (event: StreamEvent): boolean =>
      mayReadEvent(authorize, caller, event, appName ?? event.address.appName);
    const events: StreamEvent[] = [];
    let position = before;
    let hasMore = true;
    for (let round = 0; round < MOST_ROUNDS && hasMore && events.length < first; round += 1) {
      const page = await reads.events.load({ ...target, first: first - events.length, before: position });
      events.push(...page.events.filter(mayRead));
      ({ hasMore } = page);
      position = page.events.at(-1)?.position ?? position;
    }
    const mayCount = isAuthorized(authorize, caller, 'read', { domainName, appName });
    const total = async (): Promise<number | null> =>
      mayCount ? ((await reads.eventCount.load(target)) ?? null) : null;
    return toConnection(
      {
        items: events,
        hasNext: hasMore,
        hasPrevious: before !== undefined,
        total,
        endCursor: hasMore && position !== undefined ? toCursor(scope, [String(position)]) : undefined,
      },
      (event) => ({
        cursor: toCursor(scope, [String(event.position)]),
        node: toLiveStreamEvent(event, appName),
      }),
    );
  }
}

/** Resolves the events of a stream. */
@Resolver(() => LiveStream)
export class LiveStreamEventsResolver {
  readonly #list: EventList;

  constructor(list: EventList) {
    this.#list = list;
  }

  @FieldResolver(() => LiveStreamEventConnection, {
    nullable: true,
    description: [
      'The events of the stream, newest first: the callbacks of ApsaraVideo Live and the actions through this gateway.',
      'A resume of its name under every app (`*`) is included. Needs a `read` grant.',
      ABOUT,
    ].join('\n'),
  })
  events(
    @Root() { id, domainName, appName, streamName }: LiveStream,
    @Args(() => StreamEventsArgs) args: StreamEventsArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<LiveStreamEvent>> {
    const scope = ['events', id];
    return this.#list.page({ domainName, appName, streamName }, args.toPage(scope), scope, context);
  }
}

/** Resolves the events of a domain. */
@Resolver(() => LiveDomain)
export class LiveDomainEventsResolver {
  readonly #list: EventList;

  constructor(list: EventList) {
    this.#list = list;
  }

  @FieldResolver(() => LiveStreamEventConnection, {
    nullable: true,
    description: [
      'The events of the streams of the domain, newest first. Needs a `read` grant. Events of apps that you may not read are',
      'left out, so a page may be shorter than `first`, or empty, although `hasNextPage` is true. A resume of a name under',
      'every app (`*`) is included only with `appName`.',
      ABOUT,
    ].join('\n'),
  })
  events(
    @Root() { name: domainName }: LiveDomain,
    @Args(() => DomainEventsArgs) args: DomainEventsArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<LiveStreamEvent>> {
    const appName = args.appName ?? undefined;
    const scope = ['domainEvents', domainName, appName ?? ''];
    return this.#list.page({ domainName, appName }, args.toPage(scope), scope, context);
  }
}
