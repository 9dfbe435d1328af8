import { Field, ID, ObjectType } from 'type-graphql';
import { LiveStream } from '../stream/live-stream.type.js';

export const WAS_FORBIDDEN = [
  'Whether the stream was on the forbid list before the call: false shows a name that was not forbidden, or that is',
  'misspelled. Read only where it is selected, from a list that is at most 2 seconds old; it delays the resume by at',
  'most 300 ms. Null where it is not known: the list is not read by then, you have no `read` grant, or the list',
  'serves several ingest domains and holds the name.',
].join('\n');

@ObjectType({
  description: 'ApsaraVideo Live has accepted the resume.',
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
      'The stream that was resumed, as it is after the action; null when `appName` was `*`, since no single stream was ' +
      'meant.',
  })
  readonly stream: LiveStream | null;

  constructor(requestId: string, wasForbidden: boolean | null, stream: LiveStream | null) {
    this.requestId = requestId;
    this.wasForbidden = wasForbidden;
    this.stream = stream;
  }
}
