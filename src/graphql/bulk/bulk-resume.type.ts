import { DateTime } from '../type/date-time.scalar.js';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { type BulkResume as Job } from '../../job/bulk-resume.js';
import { BulkState } from './bulk-state.type.js';

@ObjectType({
  description:
    'A job that resumes many streams. It lives in the gateway’s store: it survives a restart, and every replica works ' +
    'on it.',
})
export class BulkResume {
  @Field(() => ID, { description: 'Opaque.' })
  readonly id: string;

  @Field(() => BulkState, { description: 'How far it is.' })
  readonly state: BulkState;

  @Field(() => Int, { description: 'How many streams it is about.' })
  readonly total: number;

  @Field(() => Int, { description: 'How many are resumed.' })
  readonly resumed: number;

  @Field(() => Int, { description: 'How many have failed for good.' })
  readonly failed: number;

  @Field(() => DateTime, { description: 'When it was started.' })
  readonly startedAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null while it runs.' })
  readonly finishedAt: Date | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Seconds until its end at the budget’s pace; null where that cannot be told, or it has ended.',
  })
  readonly secondsLeft: number | null;

  /** Of its items; not part of the type. */
  readonly domainName: string;

  constructor(job: Job) {
    this.id = job.id;
    this.state = BulkState[job.state];
    this.total = job.total;
    this.resumed = job.resumed;
    this.failed = job.failed;
    this.startedAt = job.startedAt;
    this.finishedAt = job.finishedAt ?? null;
    this.secondsLeft = job.secondsLeft ?? null;
    this.domainName = job.domainName;
  }
}
