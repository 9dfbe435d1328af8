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

/** The arguments that select the events of a subscription. */
@ArgsType()
export class WatchEventsArgs {
  @Field(() => String, { description: 'The ingest domain. Case does not matter.' })
  domainName!: string;

  @Field(() => String, { nullable: true, description: 'Only the events of this app. Default: every app.' })
  appName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only the events of this stream. Needs `appName`. Default: every stream.',
  })
  streamName?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The id of an event. The subscription first sends the events since that event, and then new events, without a gap ' +
      'and each event once. Default: only new events.',
  })
  after?: string | null;
}

export interface LiveStreamSubscriptionsParts {
  readonly authorize: Authorize;
  readonly watchStatus: WatchStatus;
  readonly watchEvents: WatchEvents;
  readonly hasCallbacks: (domainName: string) => Promise<boolean | undefined>;
}

/** Resolves the subscriptions to the events and the status of streams. */
@Resolver(() => LiveDomain)
export class LiveStreamSubscriptionsResolver {
  readonly #parts: LiveStreamSubscriptionsParts;

  constructor(parts: LiveStreamSubscriptionsParts) {
    this.#parts = parts;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: [
      'Whether the callbacks of the domain are set to this gateway, so that it receives live events of ApsaraVideo Live. Null',
      'if the callback settings cannot be read. Without callbacks, `liveStreamStatus` reads the lists every 2 seconds, and there',
      'are no PUBLISHED and UNPUBLISHED events. Needs a `read` grant.',
      'Cost: at most one DescribeLiveStreamsNotifyUrlConfig call per minute.',
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
      'The events of a domain, of one of its apps, or of one stream, from all replicas of the gateway.',
      'Needs a `read` grant, which is checked for each event: events of apps that you may not read are left out. If the grant',
      'is withdrawn, the subscription ends with FORBIDDEN. Use Server-Sent Events (graphql-sse) or WebSocket (graphql-ws).',
      'After a lost connection, subscribe again with the id of the last event as `after`.',
      'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED, STORE_UNAVAILABLE.',
    ].join('\n'),
  })
  liveStreamEvents(
    @Root() { event, appName }: ShownEvent,
    @Args(() => WatchEventsArgs) _args: WatchEventsArgs,
  ): LiveStreamEvent | undefined {
    return toLiveStreamEvent(event, appName);
  }

  /** Returns the events of `liveStreamEvents`, in order. */
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
      'Sends a stream now, and again after each change of its `status`. Needs a `read` grant, which is checked for each change.',
      'A callback of ApsaraVideo Live is only a hint, so the status is read from the lists. They are read after an event, at',
      '`forbiddenUntil`, and otherwise every 30 seconds for all subscribers of a domain together. If `LiveDomain.hasCallbacks`',
      'is not true, they are read every 2 seconds. Use Server-Sent Events (graphql-sse) or WebSocket (graphql-ws).',
      'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED, STORE_UNAVAILABLE. If the lists',
      'cannot be read, `status` has the error.',
    ].join('\n'),
  })
  liveStreamStatus(
    @Root() stream: LiveStream,
    @Arg('domainName', () => String, { description: 'The ingest domain. Case does not matter.' })
    _domain: string,
    @Arg('appName', () => String, { description: 'The app name. `*` is not allowed.' }) _app: string,
    @Arg('streamName', () => String, { description: 'The stream name.' }) _stream: string,
  ): LiveStream {
    return stream;
  }

  /** Returns the stream of `liveStreamStatus` once for each status. */
  async *watchStatus(args: LiveStreamAddressArgs, context: GraphqlContext): AsyncGenerator<LiveStream> {
    const { authorize, watchStatus } = this.#parts;
    const address = parseOneStream(args, '');
    authorize(context.caller(), 'read', address);
    for await (const status of watchStatus(address, context.signal)) {
      authorize(context.caller(), 'read', address);
      yield new LiveStream(address, { watchedStatus: status });
    }
  }
}

/** An event, and the app to show if the event belongs to every app. */
interface ShownEvent {
  readonly event: StreamEvent;
  readonly appName: string | undefined;
}

/**
 * Checks the arguments of `liveStreamEvents`.
 * @throws StreamError BAD_USER_INPUT with every violation
 */
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
    violations.push({ path: 'appName', rule: 'required', message: 'is required with `streamName`' });
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
