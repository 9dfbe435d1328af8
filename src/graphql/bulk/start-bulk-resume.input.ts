import { Field, InputType } from 'type-graphql';
import { type BulkResumeRequest } from '../../bulk/bulk-resume.js';

@InputType({ description: 'A stream of the job’s domain.' })
export class BulkResumeStreamInput {
  @Field(() => String, { description: 'The app name; not `*`.' })
  appName!: string;

  @Field(() => String, { description: 'The stream name.' })
  streamName!: string;
}

@InputType({ description: 'Which streams to resume: either `streams`, or `allForbidden: true`.' })
export class StartBulkResumeInput {
  @Field(() => String, { description: 'The ingest domain, a host name. Case does not matter.' })
  domainName!: string;

  @Field(() => [BulkResumeStreamInput], {
    nullable: true,
    description:
      'The streams, 1 to 10,000, in a variable. One that is named twice is resumed once. Excludes `allForbidden`.',
  })
  streams?: BulkResumeStreamInput[] | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Every stream on the domain’s forbid list at the start. Excludes `streams`.',
  })
  allForbidden!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'With `allForbidden`: only the forbidden streams of this app.',
  })
  appName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why, in at most 500 characters. Kept in the ledger with each stream, never sent upstream.',
  })
  reason?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A key of the caller’s own making, 1 to 128 characters. The same key gives the same job, so that a request whose ' +
      'answer was lost can be repeated.',
  })
  idempotencyKey?: string | null;

  toOrder(): BulkResumeRequest {
    return {
      domainName: this.domainName,
      streams: this.streams?.map(({ appName, streamName }) => ({ appName, streamName })),
      allForbidden: this.allForbidden,
      appName: this.appName ?? undefined,
      reason: this.reason ?? undefined,
      idempotencyKey: this.idempotencyKey ?? undefined,
    };
  }
}
