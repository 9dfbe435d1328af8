import { DateTime } from '../date-time.scalar.js';
import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { type BulkResume as Job } from '../../bulk/bulk-resume.js';
import { BulkResumeState } from './bulk-resume-state.type.js';

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'A job that resumes many streams. It is kept in the store of the gateway, so it continues after a restart. Any ' +
    'replica can work on it.',
  simpleResolvers: true,
})
export class BulkResume {
  @Field(() => ID, { description: 'The stable, opaque id of the job.' })
  readonly id: string;

  @Field(() => String, { description: 'The ingest domain of the streams.' })
  readonly domainName: string;

  @Field(() => String, {
    nullable: true,
    description: 'The reason that the caller gave. Null if the caller gave none.',
  })
  readonly reason: string | null;

  @Field(() => String, { description: 'The caller who started the job: the subject of the token.' })
  readonly by: string;

  @Field(() => BulkResumeState, { description: 'The state of the job.' })
  readonly state: BulkResumeState;

  @Field(() => Int, { description: 'How many streams the job has.' })
  readonly total: number;

  @Field(() => Int, { description: 'How many streams are resumed.' })
  readonly resumed: number;

  @Field(() => Int, { description: 'How many streams have finally failed.' })
  readonly failed: number;

  @Field(() => Int, { description: 'How many streams were not sent because the job was cancelled.' })
  readonly cancelled: number;

  @Field(() => Int, {
    description: 'How many streams stay forbidden because they were forbidden after the job was started.',
  })
  readonly skipped: number;

  @Field(() => DateTime, { description: 'When the job was started.' })
  readonly startedAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the job ended. Null while it runs.' })
  readonly finishedAt: Date | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The estimated time until the job ends at the rate of the budget, in seconds. Null if it is not known or the job has ended.',
  })
  readonly secondsLeft: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The average rate of the job from its start until now or its end, in streams per second. Cancelled streams do not ' +
      'count. Null before the first stream.',
  })
  readonly perSecond: number | null;

  constructor(job: Job) {
    this.id = job.id;
    this.domainName = job.domainName;
    this.reason = job.reason ?? null;
    this.by = job.by;
    this.state = BulkResumeState[job.state];
    this.total = job.total;
    this.resumed = job.resumed;
    this.failed = job.failed;
    this.cancelled = job.cancelled;
    this.skipped = job.skipped;
    this.startedAt = job.startedAt;
    this.finishedAt = job.finishedAt ?? null;
    this.secondsLeft = job.secondsLeft ?? null;
    this.perSecond = job.perSecond ?? null;
  }
}
