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

/** Resolves the list of bulk jobs and the retry of a job that has ended. */
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
      'The bulk jobs that `bulkResume` shows you, newest first: those that you started, and those for all of whose streams',
      'you have a `manage` grant. Makes no upstream call.',
      'A page may have fewer jobs than `first`, or none, and still have a next page.',
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
      'Starts a new job with the FAILED and CANCELLED streams of a bulk job, and returns at once (upstream operation',
      'ResumeLiveStream, once for each stream and attempt). The new job has the same domain and reason, and belongs to you.',
      '',
      'Needs: your own job, or a `manage` grant for all of its streams. Like `startBulkResume`, it also needs a `resume` grant',
      'for every stream of the new job. FORBIDDEN identifies a stream by its position among the FAILED and CANCELLED streams.',
      'Effect: that of `startBulkResume`. The old job does not change. The new job starts now, so it also resumes a stream',
      'that was forbidden after the start of the old job. SKIPPED streams are not included.',
      'A job that has not ended is refused with BAD_USER_INPUT, also a cancelled job whose last streams have no outcome yet.',
      'A job without FAILED and CANCELLED streams is refused with BAD_USER_INPUT too.',
      'Repeat: safe with the same `idempotencyKey`, which returns the same new job. Without a key, another job is started.',
      'A key that was used for another request is BAD_USER_INPUT, with the rule `reused`.',
      'Cost and limits: those of `startBulkResume`.',
      'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, JOB_NOT_FOUND, RATE_LIMITED,',
      'STORE_UNAVAILABLE, INTERNAL_SERVER_ERROR.',
    ].join('\n'),
  })
  async retryBulkResume(
    @Arg('input', () => RetryBulkResumeInput, { description: 'The job to retry.' })
    input: RetryBulkResumeInput,
    @Ctx() context: GraphqlContext,
  ): Promise<RetryBulkResumePayload> {
    const { correlationId, signal } = context;
    const { id, idempotencyKey } = input.toOrder();
    const call = { caller: context.caller(), correlationId, signal };
    return new RetryBulkResumePayload(await this.#jobs.retry({ id: parseJobId(id), idempotencyKey }, call));
  }
}
