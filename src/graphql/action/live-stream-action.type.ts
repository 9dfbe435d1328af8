import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { type StreamAddress } from '../../stream/address.js';
import { type Action } from '../../stream/ledger.js';
import { ANY_APP } from '../../stream/names.js';
import { DateTime } from '../date-time.scalar.js';
import { LiveErrorCode, toLiveErrorCode } from '../error/live-error-code.type.js';
import { LiveStream } from '../stream/live-stream.type.js';
import { LiveStreamActionKind, LiveStreamActionOutcome } from './live-stream-action-kind.type.js';

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'Something that was done to a stream through this gateway: what, by whom, why and how it ended.',
  simpleResolvers: true,
})
export class LiveStreamAction {
  @Field(() => ID, { description: 'Stable and opaque.' })
  readonly id: string;

  @Field(() => LiveStreamActionKind, { description: 'What was done.' })
  readonly kind: LiveStreamActionKind;

  @Field(() => String, {
    description:
      'The app that it was for; `*` where it was for the stream’s name under every app of the domain.',
  })
  readonly appName: string;

  @Field(() => LiveStreamActionOutcome, { description: 'How it ended.' })
  readonly outcome: LiveStreamActionOutcome;

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

  @Field(() => LiveErrorCode, {
    nullable: true,
    description: 'What it failed with, as in `extensions.code`; null for a success.',
  })
  readonly code: LiveErrorCode | null;

  @Field(() => ID, { nullable: true, description: 'Alibaba’s RequestId, where one came back.' })
  readonly requestId: string | null;

  @Field(() => ID, { description: 'The gateway’s id of the request that caused it; on its log lines.' })
  readonly correlationId: string;

  @Field(() => ID, { nullable: true, description: 'The bulk job that it was a part of.' })
  readonly bulkResumeId: string | null;

  @Field(() => LiveStream, {
    nullable: true,
    description: 'The stream that it was done to; null where it was for every app (`*`).',
  })
  readonly stream: LiveStream | null;

  constructor(action: Action) {
    this.id = action.id;
    this.kind = LiveStreamActionKind[action.kind];
    this.appName = action.address.appName;
    this.outcome = LiveStreamActionOutcome[action.outcome];
    this.by = action.subject;
    this.reason = action.reason ?? null;
    this.until = action.until ?? null;
    this.startedAt = action.startedAt;
    this.finishedAt = action.finishedAt ?? null;
    this.code = toLiveErrorCode(action.code);
    this.requestId = action.requestId ?? null;
    this.correlationId = action.correlationId;
    this.bulkResumeId = action.jobId ?? null;
    this.stream = isOneStream(action.address) ? new LiveStream(action.address) : null;
  }
}

/** Undefined for an action of a kind or an outcome that only a newer version knows. */
export function toLiveStreamAction(action: Action): LiveStreamAction | undefined {
  const isKnown =
    Object.hasOwn(LiveStreamActionKind, action.kind) &&
    Object.hasOwn(LiveStreamActionOutcome, action.outcome);
  return isKnown ? new LiveStreamAction(action) : undefined;
}

function isOneStream({ appName }: StreamAddress): boolean {
  return appName !== ANY_APP;
}
