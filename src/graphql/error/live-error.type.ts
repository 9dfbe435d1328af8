import { Field, ID, Int, ObjectType } from 'type-graphql';
import { type StreamError } from '../../stream/errors.js';
import { LiveCallOutcome } from './live-call-outcome.type.js';
import { LiveErrorCode } from './live-error-code.type.js';

@ObjectType({
  description: 'Why one of several things failed, with the keys that `errors[].extensions` has.',
  simpleResolvers: true,
})
export class LiveError {
  @Field(() => LiveErrorCode, { description: 'Enough to act on alone.' })
  readonly code: LiveErrorCode;

  @Field(() => String, { description: 'A sentence in English. It holds no value of the request.' })
  readonly message: string;

  @Field(() => Boolean, { description: 'Whether the same request, unchanged, may succeed later.' })
  readonly retryable: boolean;

  @Field(() => LiveCallOutcome, {
    nullable: true,
    description: 'Whether it may have taken effect; null where no call was to be made.',
  })
  readonly outcome: LiveCallOutcome | null;

  @Field(() => Int, { nullable: true, description: 'Earliest useful retry, in milliseconds from now.' })
  readonly retryAfterMs: number | null;

  @Field(() => ID, { nullable: true, description: 'Alibaba’s RequestId, where the upstream gave one.' })
  readonly requestId: string | null;

  constructor(error: StreamError) {
    this.code = error.code;
    this.message = error.message;
    this.retryable = error.retryable;
    this.outcome = error.outcome === undefined ? null : LiveCallOutcome[error.outcome];
    this.retryAfterMs = error.retryAfterMs ?? null;
    this.requestId = error.requestId ?? null;
  }
}
