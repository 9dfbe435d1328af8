import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../date-time.scalar.js';
import { LiveStream } from '../stream/live-stream.type.js';

@ObjectType({
  description: 'The result of a forbid or cut that ApsaraVideo Live has accepted.',
  simpleResolvers: true,
})
export class ForbidLiveStreamPayload {
  @Field(() => ID, {
    description: 'Alibaba’s RequestId of the call, never empty. Quote it to Alibaba Cloud support.',
  })
  readonly requestId: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the forbid expires, in whole seconds. Null for CUT, which does not forbid the stream.',
  })
  readonly until: Date | null;

  @Field(() => LiveStream, { description: 'The stream after the action.' })
  readonly stream: LiveStream;

  constructor(requestId: string, until: Date | null, stream: LiveStream) {
    this.requestId = requestId;
    this.until = until;
    this.stream = stream;
  }
}
