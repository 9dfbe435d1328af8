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
    'A resume, forbid or cut of a stream through this gateway: who did it, when, why, and with what outcome.',
  simpleResolvers: true,
})
export class LiveStreamAction {
  @Field(() => ID, { description: 'The stable, opaque id of the action.' })
  readonly id: string;

  @Field(() => LiveStreamActionKind, { description: 'The kind of the action.' })
  readonly kind: LiveStreamActionKind;

  @Field(() => String, { description: 'The ingest domain of the action, in lower case. Never null.' })
  readonly domainName: string;

  @Field(() => String, {
    description:
      'The app of the action. `*` if the action applied to the stream name under every app of the domain.',
  })
  readonly appName: string;

  @Field(() => String, {
    description:
      'The stream name of the action, as it was sent. It is never null: an action on every app (`*`) has one too.',
  })
  readonly streamName: string;

  @Field(() => LiveStreamActionOutcome, { description: 'The outcome of the action.' })
  readonly outcome: LiveStreamActionOutcome;

  @Field(() => String, { description: 'The caller who did it: the subject of the token.' })
  readonly by: string;

  @Field(() => String, {
    nullable: true,
    description: 'The reason that the caller gave. Null if the caller gave none.',
  })
  readonly reason: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the forbid was to expire. Null if the action is not a FORBID.',
  })
  readonly until: Date | null;

  @Field(() => DateTime, { description: 'When the action was requested.' })
  readonly startedAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the outcome became known. Null until then.' })
  readonly finishedAt: Date | null;

  @Field(() => LiveErrorCode, {
    nullable: true,
    description:
      'The error code of a failure, as in `extensions.code`. Null for a success and while the action is PENDING.',
  })
  readonly code: LiveErrorCode | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Alibaba’s RequestId of the call. Null if no answer had one.',
  })
  readonly requestId: string | null;

  @Field(() => ID, {
    description:
      'The gateway’s id of the request that caused the action. The log lines of the request contain it.',
  })
  readonly correlationId: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The id of the bulk job that the action belongs to. Null if it belongs to none.',
  })
  readonly bulkResumeId: string | null;

  @Field(() => LiveStream, {
    nullable: true,
    description:
      'The stream of the action. Null if the action applied to every app (`*`). Then `domainName`, `appName` and `streamName` show its target.',
  })
  readonly stream: LiveStream | null;

  constructor(action: Action) {
    this.id = action.id;
    this.kind = LiveStreamActionKind[action.kind];
    this.domainName = action.address.domainName;
    this.appName = action.address.appName;
    this.streamName = action.address.streamName;
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

/**
 * Converts an action of the ledger. Returns undefined if a newer version wrote a kind or outcome that this
 * version does not support.
 */
export function toLiveStreamAction(action: Action): LiveStreamAction | undefined {
  const isKnown =
    Object.hasOwn(LiveStreamActionKind, action.kind) &&
    Object.hasOwn(LiveStreamActionOutcome, action.outcome);
  return isKnown ? new LiveStreamAction(action) : undefined;
}

function isOneStream({ appName }: StreamAddress): boolean {
  return appName !== ANY_APP;
}
