import { Field, ID, ObjectType } from 'type-graphql';
import { LiveStream } from '../stream/live-stream.type.js';

@ObjectType({
  description: 'ApsaraVideo Live has accepted the resume.',
  simpleResolvers: true,
})
export class ResumeLiveStreamPayload {
  @Field(() => ID, {
    description: 'Alibaba’s RequestId of the call, never empty. Quote it to Alibaba Cloud support.',
  })
  readonly requestId: string;

  @Field(() => LiveStream, {
    nullable: true,
    description:
      'The stream that was resumed, as it is after the action; null when `appName` was `*`, since no single stream was ' +
      'meant.',
  })
  readonly stream: LiveStream | null;

  constructor(requestId: string, stream: LiveStream | null) {
    this.requestId = requestId;
    this.stream = stream;
  }
}
