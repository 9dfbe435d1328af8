import { Field, ID, ObjectType } from 'type-graphql';
import { ANY_APP } from '../../stream/names.js';
import { type ResumeResult } from '../../stream/stream-resumes.js';
import { LiveError } from '../error/live-error.type.js';
import { LiveStreamAddress } from '../stream/live-stream-address.type.js';
import { LiveStream } from '../stream/live-stream.type.js';
import { WAS_FORBIDDEN } from './resume-live-stream-payload.type.js';

@ObjectType({ description: 'The result of one stream.', simpleResolvers: true })
export class ResumeLiveStreamResult {
  @Field(() => LiveStreamAddress, { description: 'The address of the stream.' })
  readonly address: LiveStreamAddress;

  @Field(() => ID, {
    nullable: true,
    description: 'Alibaba’s RequestId of the call, also of a rejected call. Null if no answer came back.',
  })
  readonly requestId: string | null;

  @Field(() => Boolean, { nullable: true, description: WAS_FORBIDDEN })
  readonly wasForbidden: boolean | null;

  @Field(() => LiveError, {
    nullable: true,
    description: 'Why the stream was not resumed. Null for a success.',
  })
  readonly error: LiveError | null;

  @Field(() => LiveStream, {
    nullable: true,
    description: 'The stream after the action. Null if `appName` was `*`.',
  })
  readonly stream: LiveStream | null;

  constructor({ address, requestId, wasForbidden, error }: ResumeResult) {
    this.address = new LiveStreamAddress(address);
    this.requestId = requestId ?? null;
    this.wasForbidden = wasForbidden ?? null;
    this.error = error === undefined ? null : new LiveError(error);
    this.stream = address.appName === ANY_APP ? null : new LiveStream(address);
  }
}

@ObjectType({ description: 'The results of a resume of several streams.', simpleResolvers: true })
export class ResumeLiveStreamsPayload {
  @Field(() => [ResumeLiveStreamResult], {
    description: 'One result for each stream of the input, in the same order.',
  })
  readonly results: ResumeLiveStreamResult[];

  constructor(results: readonly ResumeResult[]) {
    this.results = results.map((result) => new ResumeLiveStreamResult(result));
  }
}
