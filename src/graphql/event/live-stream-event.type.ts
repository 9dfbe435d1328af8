import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { type StreamEvent } from '../../stream/event.js';
import { toEventId } from '../../stream/event-id.js';
import { ANY_APP } from '../../stream/names.js';
import { DateTime } from '../date-time.scalar.js';
import { LiveStream } from '../stream/live-stream.type.js';
import { LiveStreamEventKind, LiveStreamEventSource } from './live-stream-event-kind.type.js';

@Directive('@key(fields: "id")')
@ObjectType({ description: 'Something that happened to a stream.', simpleResolvers: true })
export class LiveStreamEvent {
  @Field(() => ID, {
    description: 'Stable and opaque. `liveStreamEvents` can go on behind it, with `after`.',
  })
  readonly id: string;

  @Field(() => LiveStreamEventKind, { description: 'What happened.' })
  readonly kind: LiveStreamEventKind;

  @Field(() => DateTime, {
    description: 'When it happened, by the clock of its source; a callback has whole seconds.',
  })
  readonly at: Date;

  @Field(() => LiveStreamEventSource, { description: 'Where it is known from.' })
  readonly source: LiveStreamEventSource;

  @Field(() => LiveStream, { description: 'The stream that it happened to.' })
  readonly stream: LiveStream;

  /** The action in the ledger that it comes from. */
  readonly actionId: string | undefined;

  constructor(event: StreamEvent, appName: string) {
    this.id = toEventId(event, appName);
    this.kind = LiveStreamEventKind[event.kind];
    this.at = event.at;
    this.source = LiveStreamEventSource[event.source];
    this.stream = new LiveStream({ ...event.address, appName });
    this.actionId = event.actionId;
  }
}

/**
 * @param appName the app that a resume of every app is shown for
 * @returns undefined for an event of a kind that only a newer version knows, and for one of every app that is shown for none
 */
export function toLiveStreamEvent(event: StreamEvent, appName?: string): LiveStreamEvent | undefined {
  const isKnown =
    Object.hasOwn(LiveStreamEventKind, event.kind) && Object.hasOwn(LiveStreamEventSource, event.source);
  const app = event.address.appName === ANY_APP ? appName : event.address.appName;
  return isKnown && app !== undefined ? new LiveStreamEvent(event, app) : undefined;
}
