import { Field, InputType } from 'type-graphql';
import { type BulkResumeRequest } from '../../bulk/bulk-resume.js';

@InputType({ description: 'A stream on the domain of the job.' })
export class BulkResumeStreamInput {
  @Field(() => String, { description: 'The app name. `*` is not allowed.' })
  appName!: string;

  @Field(() => String, { description: 'The stream name.' })
  streamName!: string;
}

@InputType({ description: 'The streams to resume: either `streams`, or `allForbidden: true`.' })
export class StartBulkResumeInput {
  @Field(() => String, { description: 'The ingest domain, a host name. Case does not matter.' })
  domainName!: string;

  @Field(() => [BulkResumeStreamInput], {
    nullable: true,
    description:
      'The streams, 1 to 10,000. Pass them in a variable. A stream that occurs twice is resumed once. Not allowed with `allForbidden`.',
  })
  streams?: BulkResumeStreamInput[] | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether to resume every stream that is on the forbid list of the domain at the start. Not allowed with `streams`.',
  })
  allForbidden!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'With `allForbidden`: only the forbidden streams of this app. Default: every app.',
  })
  appName?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The reason, at most 500 characters. The ledger keeps it with each stream. It is never sent upstream.',
  })
  reason?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A key that the caller chooses, 1 to 128 characters. The same key returns the same job, so you can repeat a ' +
      'request whose answer was lost.',
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
