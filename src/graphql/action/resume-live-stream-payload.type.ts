import { Field, ID, ObjectType } from 'type-graphql';
import { LiveStream } from '../stream/live-stream.type.js';

export const WAS_FORBIDDEN = [
  'Whether the stream was on the forbid list before the call. False means that the name was not forbidden, or that it',
  'is misspelled. The list is read only if you select this field. It is at most 2 seconds old, and delays the resume by',
  'at most 300 ms. Null if this is not known: the list was not read in that time, you have no `read` grant, or the list',
  'is shared by several ingest domains and contains the name.',
].join('\n');

@ObjectType({
  description: 'The result of a resume that ApsaraVideo Live has accepted.',
  simpleResolvers: true,
})
export class ResumeLiveStreamPayload {
  @Field(() => ID, {
    description: 'Alibaba’s RequestId of the call, never empty. Quote it to Alibaba Cloud support.',
  })
  readonly requestId: string;

  @Field(() => Boolean, { nullable: true, description: WAS_FORBIDDEN })
  readonly wasForbidden: boolean | null;

  @Field(() => LiveStream, {
    nullable: true,
    description:
      'The resumed stream after the action. Null if `appName` was `*`, because no single stream was ' +
      'meant.',
  })
  readonly stream: LiveStream | null;

  constructor(requestId: string, wasForbidden: boolean | null, stream: LiveStream | null) {
    this.requestId = requestId;
    this.wasForbidden = wasForbidden;
    this.stream = stream;
  }
}
