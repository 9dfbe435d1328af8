import { Field, ID, InputType } from 'type-graphql';
import { type RetryRequest } from '../../bulk/bulk-resume.js';

@InputType({ description: 'Of which bulk job to retry what was not resumed.' })
export class RetryBulkResumeInput {
  @Field(() => ID, { description: 'The id of a job that has ended.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'As of `startBulkResume`: a key of the caller’s own making, 1 to 128 characters. The same key gives the same new job.',
  })
  idempotencyKey?: string | null;

  toOrder(): RetryRequest {
    return { id: this.id, idempotencyKey: this.idempotencyKey ?? undefined };
  }
}
