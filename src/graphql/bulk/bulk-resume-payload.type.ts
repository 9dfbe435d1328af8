import { Field, ObjectType } from 'type-graphql';
import { type BulkResume as Job } from '../../bulk/bulk-resume.js';
import { BulkResume } from './bulk-resume.type.js';

@ObjectType({ description: 'The job is written down.', simpleResolvers: true })
export class StartBulkResumePayload {
  @Field(() => BulkResume, { description: 'The job, as it is after its start.' })
  readonly bulkResume: BulkResume;

  constructor(job: Job) {
    this.bulkResume = new BulkResume(job);
  }
}

@ObjectType({ description: 'The new job is written down.', simpleResolvers: true })
export class RetryBulkResumePayload {
  @Field(() => BulkResume, { description: 'The new job, as it is after its start.' })
  readonly bulkResume: BulkResume;

  constructor(job: Job) {
    this.bulkResume = new BulkResume(job);
  }
}

@ObjectType({ description: 'The job is stopped, or had ended before.', simpleResolvers: true })
export class CancelBulkResumePayload {
  @Field(() => BulkResume, { description: 'The job, as it is now.' })
  readonly bulkResume: BulkResume;

  constructor(job: Job) {
    this.bulkResume = new BulkResume(job);
  }
}
