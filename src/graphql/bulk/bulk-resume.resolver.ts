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

const JOB_ID = { description: 'The job’s id.' };

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
      'Effect: a job is written down and worked on by every replica, behind the people who resume single streams.',
      'It never undoes what is done after its start: a stream that is forbidden later is SKIPPED.',
      'Follow it with `bulkResumeProgress`, or query `bulkResume`.',
      'Repeat: safe with the same `idempotencyKey`, which gives the same job; without one another job is started.',
      'Cost: one call of the account’s 30 a second for each stream; `allForbidden` also reads the forbid list.',
      'Needs a `resume` grant for every stream; one without refuses the whole, before anything is sent. The grants in',
      'force are checked again for every stream: one that may no longer be resumed then is FAILED with FORBIDDEN.',
      'Limit: a caller has at most 20 unfinished jobs and 50,000 unfinished streams in them; beyond that RATE_LIMITED.',
      'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, DOMAIN_NOT_FOUND, RATE_LIMITED,',
      'UPSTREAM_TIMEOUT, UPSTREAM_UNAVAILABLE, UPSTREAM_DENIED, UPSTREAM_ERROR, STORE_UNAVAILABLE,',
      'INTERNAL_SERVER_ERROR.',
    ].join('\n'),
  })
  async startBulkResume(
    @Arg('input', () => StartBulkResumeInput, { description: 'Which streams to resume.' })
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
      'Stops a bulk job: what is not sent yet never is (no upstream operation).',
      '',
      'Needs: your own job, or a `manage` grant for all of its streams.',
      'Effect: items that wait become CANCELLED; what was sent keeps its outcome, and nothing is forbidden again.',
      'Repeat: safe; a job that has ended stays as it is.',
      'Errors (`extensions.code`): JOB_NOT_FOUND, UNAUTHENTICATED, STORE_UNAVAILABLE, INTERNAL_SERVER_ERROR.',
    ].join('\n'),
  })
  async cancelBulkResume(
    @Arg('input', () => CancelBulkResumeInput, { description: 'Which job to stop.' })
    { id }: CancelBulkResumeInput,
    @Ctx() context: GraphqlContext,
  ): Promise<CancelBulkResumePayload> {
    return new CancelBulkResumePayload(await this.#jobs.cancel(parseJobId(id), context.caller()));
  }

  @Query(() => BulkResume, {
    nullable: true,
    description: [
      'A bulk job of your own, or one for all of whose streams you have a `manage` grant; null where there is none of',
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

  /** The entity behind a supergraph's reference; null where there is none that the caller may see. */
  resolveReference(reference: Reference, context: GraphqlContext): Promise<BulkResume | null> {
    return this.bulkResume(textOf(reference, 'id'), context);
  }

  @Subscription(() => BulkResume, {
    nullable: true,
    subscribe: notYetConnected,
    description: [
      'A bulk job that `bulkResume` shows you: how it is now, and again whenever it has changed, at most 4 times a',
      'second, until it has ended; also while another replica does the work. Over Server-Sent Events (graphql-sse) or WebSocket (graphql-ws).',
      'Errors (`extensions.code`): JOB_NOT_FOUND, UNAUTHENTICATED, RATE_LIMITED, STORE_UNAVAILABLE.',
    ].join('\n'),
  })
  bulkResumeProgress(@Root() job: Job, @Arg('id', () => ID, JOB_ID) _id: string): BulkResume {
    return new BulkResume(job);
  }

  /** The events of `bulkResumeProgress`, in sequence. */
  watch({ id }: { readonly id: string }, context: GraphqlContext): AsyncIterable<Job> {
    return this.#jobs.watch(parseJobId(id), context.caller(), context.signal);
  }

  @FieldResolver(() => BulkResumeItemConnection, {
    nullable: true,
    description: [
      'The job’s streams one by one, with what came of each.',
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
