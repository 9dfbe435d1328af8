import { Field, ID, ObjectType } from 'type-graphql';
import { type Action } from '../../stream/ledger.js';
import { DateTime } from '../date-time.scalar.js';
import { StreamActionKind, StreamActionOutcome } from './stream-action-kind.type.js';

@ObjectType({
  description:
    'Something that was done to a stream through this gateway: what, by whom, why and how it ended.',
  simpleResolvers: true,
})
export class StreamAction {
  @Field(() => ID, { description: 'Stable and opaque.' })
  readonly id: string;

  @Field(() => StreamActionKind, { description: 'What was done.' })
  readonly kind: StreamActionKind;

  @Field(() => String, {
    description:
      'The app that it was for; `*` where it was for the stream’s name under every app of the domain.',
  })
  readonly appName: string;

  @Field(() => StreamActionOutcome, { description: 'How it ended.' })
  readonly outcome: StreamActionOutcome;

  @Field(() => String, { description: 'Who did it: the subject of their token.' })
  readonly by: string;

  @Field(() => String, { nullable: true, description: 'Why, in their own words.' })
  readonly reason: string | null;

  @Field(() => DateTime, { nullable: true, description: 'The end that a forbid was given.' })
  readonly until: Date | null;

  @Field(() => DateTime, { description: 'When it was requested.' })
  readonly startedAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When its outcome was known; null until then.' })
  readonly finishedAt: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it failed with, as in `extensions.code`; null for a success.',
  })
  readonly code: string | null;

  @Field(() => ID, { nullable: true, description: 'Alibaba’s RequestId, where one came back.' })
  readonly requestId: string | null;

  @Field(() => ID, { description: 'The gateway’s id of the request that caused it; on its log lines.' })
  readonly correlationId: string;

  @Field(() => ID, { nullable: true, description: 'The bulk job that it was a part of.' })
  readonly bulkResumeId: string | null;

  constructor(action: Action) {
    this.id = action.id;
    this.kind = StreamActionKind[action.kind];
    this.appName = action.address.appName;
    this.outcome = StreamActionOutcome[action.outcome];
    this.by = action.subject;
    this.reason = action.reason ?? null;
    this.until = action.until ?? null;
    this.startedAt = action.startedAt;
    this.finishedAt = action.finishedAt ?? null;
    this.code = action.code ?? null;
    this.requestId = action.requestId ?? null;
    this.correlationId = action.correlationId;
    this.bulkResumeId = action.jobId ?? null;
  }
}
