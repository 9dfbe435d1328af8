import { DateTime } from '../date-time.scalar.js';
import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { type BulkResume as Job } from '../../bulk/bulk-resume.js';
import { BulkResumeState } from './bulk-resume-state.type.js';

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'A job that resumes many streams. It lives in the gateway’s store: it survives a restart, and every replica works ' +
    'on it.',
  simpleResolvers: true,
})
export class BulkResume {
  @Field(() => ID, { description: 'Opaque.' })
  readonly id: string;

  @Field(() => String, { description: 'The ingest domain of its streams.' })
  readonly domainName: string;

  @Field(() => String, { nullable: true, description: 'Why it was started, as the caller gave it.' })
  readonly reason: string | null;

  @Field(() => String, { description: 'Who started it: the subject of the token.' })
  readonly by: string;

  @Field(() => BulkResumeState, { description: 'How far it is.' })
  readonly state: BulkResumeState;

  @Field(() => Int, { description: 'How many streams it is about.' })
  readonly total: number;

  @Field(() => Int, { description: 'How many are resumed.' })
  readonly resumed: number;

  @Field(() => Int, { description: 'How many have failed for good.' })
  readonly failed: number;

  @Field(() => Int, { description: 'How many were not sent, since the job was cancelled.' })
  readonly cancelled: number;

  @Field(() => Int, {
    description: 'How many were left forbidden, since they were forbidden after the job was started.',
  })
  readonly skipped: number;

  @Field(() => DateTime, { description: 'When it was started.' })
  readonly startedAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null while it runs.' })
  readonly finishedAt: Date | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Estimated seconds until its end at the rate of the budget; null if that is unknown or it has ended.',
  })
  readonly secondsLeft: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'How many streams a second it has worked on since its start, on average until now or its end; null before the ' +
      'first one. Those that were cancelled do not count.',
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
