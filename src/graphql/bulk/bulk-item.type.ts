import { Field, ID, Int, ObjectType } from 'type-graphql';
import { type BulkItem as Item } from '../../bulk/bulk-resume.js';
import { LiveStream } from '../stream/live-stream.type.js';
import { ItemOutcome } from './bulk-state.type.js';

@ObjectType({ description: 'One stream of a bulk job.', simpleResolvers: true })
export class BulkItem {
  @Field(() => String, { description: 'The app name.' })
  readonly appName: string;

  @Field(() => String, { description: 'The stream name.' })
  readonly streamName: string;

  @Field(() => ItemOutcome, { description: 'What came of it so far.' })
  readonly outcome: ItemOutcome;

  @Field(() => ID, {
    nullable: true,
    description: 'Alibaba’s RequestId of the last attempt that got one.',
  })
  readonly requestId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it failed: an error code, as `extensions.code` of a single resume would be.',
  })
  readonly code: string | null;

  @Field(() => Int, { description: 'How often it was tried.' })
  readonly attempts: number;

  @Field(() => LiveStream, { description: 'The stream itself.' })
  readonly stream: LiveStream;

  constructor(item: Item, domainName: string) {
    const { appName, streamName } = item;
    this.appName = appName;
    this.streamName = streamName;
    this.outcome = ItemOutcome[item.outcome];
    this.requestId = item.requestId ?? null;
    this.code = item.code ?? null;
    this.attempts = item.attempts;
    this.stream = new LiveStream({ domainName, appName, streamName });
  }
}
