import { Field, ID, Int, ObjectType } from 'type-graphql';
import { type StreamError } from '../../stream/errors.js';
import { LiveCallOutcome } from './live-call-outcome.type.js';
import { LiveErrorCode } from './live-error-code.type.js';

@ObjectType({
  description:
    'The error of one stream in a request for several, with the same keys as `errors[].extensions`.',
  simpleResolvers: true,
})
export class LiveError {
  @Field(() => LiveErrorCode, {
    description: 'The code of the error. A client can decide by this field alone.',
  })
  readonly code: LiveErrorCode;

  @Field(() => String, { description: 'A sentence in English. It contains no value from the request.' })
  readonly message: string;

  @Field(() => Boolean, { description: 'Whether the same request, unchanged, may succeed later.' })
  readonly retryable: boolean;

  @Field(() => LiveCallOutcome, {
    nullable: true,
    description: 'Whether the call may have taken effect. Null if no call was planned.',
  })
  readonly outcome: LiveCallOutcome | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The earliest useful time of a retry, in milliseconds from now. Null if it is not known.',
  })
  readonly retryAfterMs: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Alibaba’s RequestId of the call. Null if no answer had one.',
  })
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
