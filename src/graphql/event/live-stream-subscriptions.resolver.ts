import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { type EventTarget } from '../../event/event-store.js';
import { parseOneStream } from '../../stream/address.js';
import { type Authorize } from '../../stream/caller.js';
import { StreamError, type Violation } from '../../stream/errors.js';
import { type StreamEvent } from '../../stream/event.js';
import { parseEventId } from '../../stream/event-id.js';
import { domainFault, streamFault } from '../../stream/names.js';
import { type GraphqlContext } from '../context.js';
import { LiveDomain } from '../domain/live-domain.type.js';
import { type WatchEvents, type WatchStatus } from '../parts.js';
import { LiveStreamAddressArgs } from '../stream/live-stream-address.input.js';
import { LiveStream } from '../stream/live-stream.type.js';
import { notYetConnected } from '../subscription/sources.js';
import { appViolations } from './event-page.input.js';
import { LiveStreamEvent, toLiveStreamEvent } from './live-stream-event.type.js';
import { mayReadEvent } from './may-read-event.js';

/** Which events to follow. */
@ArgsType()
export class WatchEventsArgs {
  @Field(() => String, { description: 'The ingest domain. Case does not matter.' })
  domainName!: string;

  @Field(() => String, { nullable: true, description: 'Only the events of this app. Default: of every app.' })
  appName?: string | null;

  @Field(() => String, { nullable: true, description: 'Only the events of this stream; needs `appName`.' })
  streamName?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The id of an event. First comes what happened since that event, then what happens from now on, without a gap ' +
      'and each event once. Default: what happens from now on.',
  })
  after?: string | null;
}

export interface LiveStreamSubscriptionsParts {
  readonly authorize: Authorize;
  readonly watchStatus: WatchStatus;
  readonly watchEvents: WatchEvents;
  readonly hasCallbacks: (domainName: string) => Promise<boolean | undefined>;
}

/** Live: what happens to streams, and how their status changes. */
@Resolver(() => LiveDomain)
export class LiveStreamSubscriptionsResolver {
  readonly #parts: LiveStreamSubscriptionsParts;

  constructor(parts: LiveStreamSubscriptionsParts) {
    this.#parts = parts;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: [
      'Whether live events arrive from ApsaraVideo Live for the domain: its callbacks are set to this gateway. Null where',
      'the settings cannot be read. Without them `liveStreamStatus` looks every 2 seconds, and there are no events',
      'PUBLISHED and UNPUBLISHED. Needs a `read` grant.',
      'Cost: at most one DescribeLiveStreamsNotifyUrlConfig call in a minute.',
    ].join('\n'),
  })
  async hasCallbacks(
    @Root() { name: domainName }: LiveDomain,
    @Ctx() context: GraphqlContext,
  ): Promise<boolean | null> {
    this.#parts.authorize(context.caller(), 'read', { domainName, someApp: true });
    return (await this.#parts.hasCallbacks(domainName)) ?? null;
  }

  @Subscription(() => LiveStreamEvent, {
    nullable: true,
    subscribe: notYetConnected,
    description: [
      'What happens to the streams of a domain, of one app of it, or to one stream, through any replica of the gateway.',
      'Needs a `read` grant, also for each event: events of apps that you may not read are left out. A subscription whose',
      'grant is withdrawn ends with FORBIDDEN. Over Server-Sent Events (graphql-sse) or WebSocket (graphql-ws).',
      'After a lost connection, subscribe again with the last event as `after`.',
      'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED, STORE_UNAVAILABLE.',
    ].join('\n'),
  })
  liveStreamEvents(
    @Root() { event, appName }: ShownEvent,
    @Args(() => WatchEventsArgs) _args: WatchEventsArgs,
  ): LiveStreamEvent | undefined {
    return toLiveStreamEvent(event, appName);
  }

  /** The events of `liveStreamEvents`, in sequence. */
  async *watchEvents(args: WatchEventsArgs, context: GraphqlContext): AsyncGenerator<ShownEvent> {
    const { authorize, watchEvents } = this.#parts;
    const { target, after } = toWatched(args);
    const { domainName, appName } = target;
    const place = appName === undefined ? { domainName, someApp: true } : { domainName, appName };
    authorize(context.caller(), 'read', place);
    for await (const event of watchEvents({ target, after, signal: context.signal })) {
      const caller = context.caller();
      authorize(caller, 'read', place);
      const isKnown = toLiveStreamEvent(event, appName) !== undefined;
      if (isKnown && mayReadEvent(authorize, caller, event, appName ?? event.address.appName))
        yield { event, appName };
    }
  }

  @Subscription(() => LiveStream, {
    nullable: true,
    subscribe: notYetConnected,
    description: [
      'A stream now, and again whenever its `status` has changed. Needs a `read` grant, also for each change.',
      'A callback of ApsaraVideo Live is a hint only: the status is read from the lists. They are read upon an event, at',
      '`forbiddenUntil`, and otherwise once in 30 seconds for all subscribers of a domain together; every 2 seconds where',
      '`LiveDomain.hasCallbacks` is not true. Over Server-Sent Events (graphql-sse) or WebSocket (graphql-ws).',
      'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED, STORE_UNAVAILABLE; where the',
      'lists cannot be read, `status` has the error.',
    ].join('\n'),
  })
  liveStreamStatus(
    @Root() stream: LiveStream,
    @Arg('domainName', () => String, { description: 'The ingest domain. Case does not matter.' })
    _domain: string,
    @Arg('appName', () => String, { description: 'The app name; not `*`.' }) _app: string,
    @Arg('streamName', () => String, { description: 'The stream name.' }) _stream: string,
  ): LiveStream {
    return stream;
  }

  /** The stream of `liveStreamStatus`, once for each status. */
  async *watchStatus(args: LiveStreamAddressArgs, context: GraphqlContext): AsyncGenerator<LiveStream> {
    const { authorize, watchStatus } = this.#parts;
    const address = parseOneStream(args, '');
    authorize(context.caller(), 'read', address);
    for await (const status of watchStatus(address, context.signal)) {
      authorize(context.caller(), 'read', address);
      yield new LiveStream(address, status);
    }
  }
}

/** An event, and the app that it is shown for where it belongs to every app. */
interface ShownEvent {
  readonly event: StreamEvent;
  readonly appName: string | undefined;
}

/** @throws StreamError BAD_USER_INPUT with every violation at once */
function toWatched({ domainName, appName, streamName, after }: WatchEventsArgs): {
  readonly target: EventTarget;
  readonly after: number | undefined;
} {
  const domain = domainFault(domainName);
  const stream = typeof streamName === 'string' ? streamFault(streamName) : undefined;
  const violations: Violation[] = [
    ...(domain === undefined ? [] : [{ path: 'domainName', ...domain }]),
    ...appViolations(appName, 'appName'),
    ...(stream === undefined ? [] : [{ path: 'streamName', ...stream }]),
  ];
  if (typeof streamName === 'string' && typeof appName !== 'string')
    violations.push({ path: 'appName', rule: 'required', message: 'is needed with streamName' });
  if (violations.length > 0) throw new StreamError('BAD_USER_INPUT', { violations });
  return {
    target: {
      domainName: domainName.toLowerCase(),
      appName: appName ?? undefined,
      streamName: streamName ?? undefined,
    },
    after: typeof after === 'string' ? parseEventId(after, 'after').position : undefined,
  };
}
