import { Field, ID, InputType } from 'type-graphql';
import { type RetryRequest } from '../../bulk/bulk-resume.js';

@InputType({ description: 'The bulk job whose remaining streams to retry.' })
export class RetryBulkResumeInput {
  @Field(() => ID, { description: 'The id of a job that has ended.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'A key that the caller chooses, 1 to 128 characters, as in `startBulkResume`. The same key returns the same new job.',
  })
  idempotencyKey?: string | null;

  toOrder(): RetryRequest {
    return { id: this.id, idempotencyKey: this.idempotencyKey ?? undefined };
  }
}
