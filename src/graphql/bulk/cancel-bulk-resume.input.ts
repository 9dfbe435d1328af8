import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'Which bulk job to stop.' })
export class CancelBulkResumeInput {
  @Field(() => ID, { description: 'The job’s id.' })
  id!: string;
}
