import { Field, ID, Int, ObjectType } from 'type-graphql';
import { type BulkItem as Item } from '../../bulk/bulk-resume.js';
import { LiveStream } from '../stream/live-stream.type.js';
import { LiveErrorCode, toLiveErrorCode } from '../error/live-error-code.type.js';
import { BulkResumeItemOutcome } from './bulk-resume-state.type.js';

@ObjectType({ description: 'One stream of a bulk job.', simpleResolvers: true })
export class BulkResumeItem {
  @Field(() => String, { description: 'The app name.' })
  readonly appName: string;

  @Field(() => String, { description: 'The stream name.' })
  readonly streamName: string;

  @Field(() => BulkResumeItemOutcome, { description: 'The outcome of the item so far.' })
  readonly outcome: BulkResumeItemOutcome;

  @Field(() => ID, {
    nullable: true,
    description: 'Alibaba’s RequestId of the last attempt that has one. Null if none has.',
  })
  readonly requestId: string | null;

  @Field(() => LiveErrorCode, {
    nullable: true,
    description:
      'The error code of a failed item, as in `extensions.code` of a single resume. Null if it did not fail.',
  })
  readonly code: LiveErrorCode | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the stream was on the forbid list before the call. Null if this is not known.',
  })
  readonly wasForbidden: boolean | null;

  @Field(() => Int, { description: 'How many attempts were made.' })
  readonly attempts: number;

  @Field(() => LiveStream, { description: 'The stream of the item.' })
  readonly stream: LiveStream;

  constructor(item: Item, domainName: string) {
    const { appName, streamName } = item;
    this.appName = appName;
    this.streamName = streamName;
    this.outcome = BulkResumeItemOutcome[item.outcome];
    this.requestId = item.requestId ?? null;
    this.code = toLiveErrorCode(item.code);
    this.wasForbidden = item.wasForbidden ?? null;
    this.attempts = item.attempts;
    this.stream = new LiveStream({ domainName, appName, streamName });
  }
}

/**
 * Converts an item of a job. Returns undefined if a newer version wrote an outcome that this version does not
 * support.
 */
export function toBulkResumeItem(item: Item, domainName: string): BulkResumeItem | undefined {
  return Object.hasOwn(BulkResumeItemOutcome, item.outcome)
    ? new BulkResumeItem(item, domainName)
    : undefined;
}
