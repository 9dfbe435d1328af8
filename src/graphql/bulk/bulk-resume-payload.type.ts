import { Field, ObjectType } from 'type-graphql';
import { type BulkResume as Job } from '../../bulk/bulk-resume.js';
import { BulkResume } from './bulk-resume.type.js';

@ObjectType({ description: 'The result of starting a bulk job. The job is stored.', simpleResolvers: true })
export class StartBulkResumePayload {
  @Field(() => BulkResume, { description: 'The job after its start.' })
  readonly bulkResume: BulkResume;

  constructor(job: Job) {
    this.bulkResume = new BulkResume(job);
  }
}

@ObjectType({ description: 'The result of a retry. The new job is stored.', simpleResolvers: true })
export class RetryBulkResumePayload {
  @Field(() => BulkResume, { description: 'The new job after its start.' })
  readonly bulkResume: BulkResume;

  constructor(job: Job) {
    this.bulkResume = new BulkResume(job);
  }
}

@ObjectType({
  description: 'The result of a cancellation. The job is cancelled, or had already ended.',
  simpleResolvers: true,
})
export class CancelBulkResumePayload {
  @Field(() => BulkResume, { description: 'The job after the cancellation.' })
  readonly bulkResume: BulkResume;

  constructor(job: Job) {
    this.bulkResume = new BulkResume(job);
  }
}
