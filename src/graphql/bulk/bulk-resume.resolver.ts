import {
  Arg,
  Args,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { type BulkResume as Job, type BulkResumes } from '../../bulk/bulk-resume.js';
import { type GraphqlContext } from '../context.js';
import { type Reference, textOf } from '../federation.js';
import { type RequestLoaders } from '../loader/loaders.js';
import { notYetConnected } from '../subscription/sources.js';
import { type RequestAllowance } from '../documents/request-allowance.js';
import { type Turns } from '../documents/turns.js';
import { type Connection, toConnection } from '../page/connection.js';
import { isStoredId, toCursor } from '../page/cursor.js';
import { BulkResumeItemConnection } from './bulk-resume-item-connection.type.js';
import { type BulkResumeItem, toBulkResumeItem } from './bulk-resume-item.type.js';
import { BulkResumeItemsArgs } from './bulk-resume-items.args.js';
import { CancelBulkResumePayload, StartBulkResumePayload } from './bulk-resume-payload.type.js';
import { BulkResume } from './bulk-resume.type.js';
import { CancelBulkResumeInput } from './cancel-bulk-resume.input.js';
import { parseJobId } from './job-id.js';
import { StartBulkResumeInput } from './start-bulk-resume.input.js';

const JOB_ID = { description: 'The id of the job.' };

export interface BulkResumeResolverParts {
  readonly jobs: BulkResumes;
  readonly loaders: RequestLoaders;
  readonly allowance: RequestAllowance;
  readonly turns: Turns;
}

@Resolver(() => BulkResume)
export class BulkResumeResolver {
  readonly #jobs: BulkResumes;
  readonly #loaders: RequestLoaders;
  readonly #allowance: RequestAllowance;
  readonly #turns: Turns;

  constructor({ jobs, loaders, allowance, turns }: BulkResumeResolverParts) {
    this.#jobs = jobs;
    this.#loaders = loaders;
    this.#allowance = allowance;
    this.#turns = turns;
  }

  @Mutation(() => StartBulkResumePayload, {
    nullable: true,
    description: [
      'Starts to resume many streams of a domain and returns at once (upstream operation ResumeLiveStream, once for',
      'each stream and attempt).',
      '',
      'Effect: the job is stored, and any replica can work on it. Single actions of callers have priority over it.',
      'A job never undoes a later action: a stream that is forbidden after the start of the job is SKIPPED.',
      'Follow it with `bulkResumeProgress`, or query `bulkResume`.',
      'Repeat: safe with the same `idempotencyKey`, which returns the same job. Without a key, another job is started.',
      'A key that was used for other streams or another domain is BAD_USER_INPUT, with the rule `reused`.',
      'Cost: for each stream, one of the 30 calls per second of the account. `allForbidden` also reads the forbid list.',
      'Needs a `resume` grant for every stream. If it is missing for one stream, the whole request is refused before anything',
      'is sent. The current grants are checked again before each stream. A stream without a grant is then FAILED with FORBIDDEN.',
      'Limit: a caller has at most 20 unfinished jobs and 50,000 unfinished streams in them. Above that: RATE_LIMITED.',
      'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, DOMAIN_NOT_FOUND, RATE_LIMITED,',
      'UPSTREAM_TIMEOUT, UPSTREAM_UNAVAILABLE, UPSTREAM_DENIED, UPSTREAM_ERROR, STORE_UNAVAILABLE,',
      'INTERNAL_SERVER_ERROR.',
    ].join('\n'),
  })
  async startBulkResume(
    @Arg('input', () => StartBulkResumeInput, { description: 'The streams to resume.' })
    input: StartBulkResumeInput,
    @Ctx() context: GraphqlContext,
  ): Promise<StartBulkResumePayload> {
    const { correlationId, signal } = context;
    const call = { caller: context.caller(), correlationId, signal };
    return new StartBulkResumePayload(await this.#jobs.start(input.toOrder(), call));
  }

  @Mutation(() => CancelBulkResumePayload, {
    nullable: true,
    description: [
      'Cancels a bulk job. Items that are not sent yet are never sent (no upstream operation).',
      '',
      'Needs: your own job, or a `manage` grant for all of its streams.',
      'Effect: waiting items become CANCELLED. Items that were sent keep their outcome, and no stream is forbidden again.',
      'Repeat: safe. A job that has ended does not change.',
      'Errors (`extensions.code`): JOB_NOT_FOUND, UNAUTHENTICATED, STORE_UNAVAILABLE, INTERNAL_SERVER_ERROR.',
    ].join('\n'),
  })
  async cancelBulkResume(
    @Arg('input', () => CancelBulkResumeInput, { description: 'The job to cancel.' })
    { id }: CancelBulkResumeInput,
    @Ctx() context: GraphqlContext,
  ): Promise<CancelBulkResumePayload> {
    return new CancelBulkResumePayload(await this.#jobs.cancel(parseJobId(id), context.caller()));
  }

  @Query(() => BulkResume, {
    nullable: true,
    description: [
      'A bulk job that you started, or for all of whose streams you have a `manage` grant. Null if there is no such job with',
      'this id. Makes no upstream call.',
      'Errors (`extensions.code`): UNAUTHENTICATED, STORE_UNAVAILABLE.',
    ].join('\n'),
  })
  async bulkResume(
    @Arg('id', () => ID, JOB_ID) id: string,
    @Ctx() context: GraphqlContext,
  ): Promise<BulkResume | null> {
    context.caller();
    if (!isStoredId(id)) return null;
    const job = await this.#loaders.of(context).bulkResume.load(id);
    return job === undefined ? null : new BulkResume(job);
  }

  /** Resolves a reference of a supergraph. Returns null if there is no such job that the caller may see. */
  resolveReference(reference: Reference, context: GraphqlContext): Promise<BulkResume | null> {
    return this.bulkResume(textOf(reference, 'id'), context);
  }

  @Subscription(() => BulkResume, {
    nullable: true,
    subscribe: notYetConnected,
    description: [
      'The progress of a bulk job that `bulkResume` shows you. Sends the job now, and again after each change, at most 4 times',
      'a second, until the job has ended. This also works while another replica works on the job. Use Server-Sent Events',
      '(graphql-sse) or WebSocket (graphql-ws).',
      'Errors (`extensions.code`): JOB_NOT_FOUND, UNAUTHENTICATED, RATE_LIMITED, STORE_UNAVAILABLE.',
    ].join('\n'),
  })
  bulkResumeProgress(@Root() job: Job, @Arg('id', () => ID, JOB_ID) _id: string): BulkResume {
    return new BulkResume(job);
  }

  /** Returns the events of `bulkResumeProgress`, in order. */
  watch({ id }: { readonly id: string }, context: GraphqlContext): AsyncIterable<Job> {
    return this.#jobs.watch(parseJobId(id), context.caller(), context.signal);
  }

  @FieldResolver(() => BulkResumeItemConnection, {
    nullable: true,
    description: [
      'The streams of the job, each with its outcome.',
      'Errors (`extensions.code`): BAD_USER_INPUT, STORE_UNAVAILABLE.',
    ].join('\n'),
  })
  async items(
    @Root() job: BulkResume,
    @Args(() => BulkResumeItemsArgs) args: BulkResumeItemsArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<BulkResumeItem>> {
    const query = args.toQuery(job.id);
    this.#allowance.take(context, { entries: query.first, statements: 2 });
    await this.#turns.take(context);
    const { items, total, hasMore } = await this.#jobs.listItems(job.id, query);
    const page = { items, total, hasNext: hasMore, hasPrevious: query.after !== undefined };
    const scope = args.toScope(job.id);
    return toConnection(page, (item) => ({
      cursor: toCursor(scope, [item.id]),
      node: toBulkResumeItem(item, job.domainName),
    }));
  }
}
