import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { type BulkResumes } from '../../bulk/bulk-resume.js';
import { MAX_PAGE_STATEMENTS } from '../../bulk/list-jobs.js';
import { type GraphqlContext } from '../context.js';
import { type RequestAllowance } from '../documents/request-allowance.js';
import { type Turns } from '../documents/turns.js';
import { beforeAbort } from '../loader/before-abort.js';
import { type Connection, toConnection } from '../page/connection.js';
import { BulkResumeConnection } from './bulk-resume-connection.type.js';
import { RetryBulkResumePayload } from './bulk-resume-payload.type.js';
import { BulkResume } from './bulk-resume.type.js';
import { BulkResumesArgs } from './bulk-resumes.args.js';
import { parseJobId } from './job-id.js';
import { RetryBulkResumeInput } from './retry-bulk-resume.input.js';

export interface BulkResumesResolverParts {
  readonly jobs: BulkResumes;
  readonly allowance: RequestAllowance;
  readonly turns: Turns;
}

/** The list of bulk jobs, and what begins with a job that has ended. */
@Resolver()
export class BulkResumesResolver {
  readonly #jobs: BulkResumes;
  readonly #allowance: RequestAllowance;
  readonly #turns: Turns;

  constructor({ jobs, allowance, turns }: BulkResumesResolverParts) {
    this.#jobs = jobs;
    this.#allowance = allowance;
    this.#turns = turns;
  }

  @Query(() => BulkResumeConnection, {
    nullable: true,
    description: [
      'The bulk jobs that `bulkResume` shows you, newest first: your own, and those for all of whose streams you have a',
      '`manage` grant. Makes no upstream call.',
      'A page may have fewer jobs than `first`, or none, and a next page all the same.',
      'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, STORE_UNAVAILABLE.',
    ].join('\n'),
  })
  async bulkResumes(
    @Args(() => BulkResumesArgs) args: BulkResumesArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<BulkResume>> {
    const caller = context.caller();
    const query = args.toQuery();
    this.#allowance.take(context, { entries: query.first, statements: MAX_PAGE_STATEMENTS });
    await this.#turns.take(context);
    const { jobs, next } = await beforeAbort(context.signal, () => this.#jobs.list(query, caller));
    const page = {
      items: jobs,
      hasNext: next !== undefined,
      hasPrevious: query.after !== undefined,
      total: () => Promise.resolve(null),
      endCursor: next && args.toCursor(next),
    };
    return toConnection(page, (job) => ({
      cursor: args.toCursor({ startedAtMs: job.startedAt.getTime(), id: job.id }),
      node: new BulkResume(job),
    }));
  }

  @Mutation(() => RetryBulkResumePayload, {
    nullable: true,
    description: [
      'Starts a new job of the streams of a bulk job that are FAILED or CANCELLED, and returns at once (upstream operation',
      'ResumeLiveStream, once for each stream and attempt). It has the domain and the reason of that job, and is yours.',
      '',
      'Needs: your own job, or a `manage` grant for all of its streams; and, as for `startBulkResume`, a `resume` grant',
      'for every stream of the new job. FORBIDDEN names streams by their position among those that are FAILED or CANCELLED.',
      'Effect: that of `startBulkResume`. The job before stays as it is. The new job begins now: it also resumes a stream',
      'that was forbidden after the job before was started. Streams that are SKIPPED are not in it.',
      'A job that has not ended, also one that was cancelled while its last streams are on their way, and a job without',
      'FAILED and CANCELLED streams are BAD_USER_INPUT.',
      'Repeat: safe with the same `idempotencyKey`, which gives the same new job; without one another job is started.',
      'Cost and limits: those of `startBulkResume`.',
      'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, JOB_NOT_FOUND, RATE_LIMITED,',
      'STORE_UNAVAILABLE, INTERNAL_SERVER_ERROR.',
    ].join('\n'),
  })
  async retryBulkResume(
    @Arg('input', () => RetryBulkResumeInput, { description: 'Which job to retry.' })
    input: RetryBulkResumeInput,
    @Ctx() context: GraphqlContext,
  ): Promise<RetryBulkResumePayload> {
    const { correlationId, signal } = context;
    const { id, idempotencyKey } = input.toOrder();
    const call = { caller: context.caller(), correlationId, signal };
    return new RetryBulkResumePayload(await this.#jobs.retry({ id: parseJobId(id), idempotencyKey }, call));
  }
}
