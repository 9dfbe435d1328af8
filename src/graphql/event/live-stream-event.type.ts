import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { type StreamEvent } from '../../stream/event.js';
import { toEventId } from '../../stream/event-id.js';
import { ANY_APP } from '../../stream/names.js';
import { DateTime } from '../date-time.scalar.js';
import { LiveStream } from '../stream/live-stream.type.js';
import { LiveStreamEventKind, LiveStreamEventSource } from './live-stream-event-kind.type.js';

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A change of a stream.', simpleResolvers: true })
export class LiveStreamEvent {
  @Field(() => ID, {
    description:
      'The stable, opaque id of the event. Pass it as `after` to continue `liveStreamEvents` after this event.',
  })
  readonly id: string;

  @Field(() => LiveStreamEventKind, { description: 'The kind of the event.' })
  readonly kind: LiveStreamEventKind;

  @Field(() => DateTime, {
    description: 'When it happened, by the clock of the source. A callback has whole seconds.',
  })
  readonly at: Date;

  @Field(() => LiveStreamEventSource, { description: 'The source of the event.' })
  readonly source: LiveStreamEventSource;

  @Field(() => LiveStream, { description: 'The stream of the event.' })
  readonly stream: LiveStream;

  /** The id of the action in the ledger that caused the event. Undefined for a callback. */
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
 * Converts a stored event.
 * @param appName the app to show for a resume of every app
 * @returns undefined if a newer version wrote a kind that this version does not support, or if a resume of every
 *   app has no app to show
 */
export function toLiveStreamEvent(event: StreamEvent, appName?: string): LiveStreamEvent | undefined {
  const isKnown =
    Object.hasOwn(LiveStreamEventKind, event.kind) && Object.hasOwn(LiveStreamEventSource, event.source);
  const app = event.address.appName === ANY_APP ? appName : event.address.appName;
  return isKnown && app !== undefined ? new LiveStreamEvent(event, app) : undefined;
}
