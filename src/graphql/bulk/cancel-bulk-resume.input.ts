import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'The bulk job to cancel.' })
export class CancelBulkResumeInput {
  @Field(() => ID, { description: 'The id of the job.' })
  id!: string;
}
