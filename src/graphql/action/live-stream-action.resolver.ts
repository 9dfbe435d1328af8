import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Authorize } from '../../stream/caller.js';
import { ANY_APP } from '../../stream/names.js';
import { BulkResume } from '../bulk/bulk-resume.type.js';
import { type GraphqlContext } from '../context.js';
import { type Reference, textOf } from '../federation.js';
import { type RequestLoaders } from '../loader/loaders.js';
import { isStoredId } from '../page/cursor.js';
import { LiveStreamAction, toLiveStreamAction } from './live-stream-action.type.js';

/** One action, wherever it is found. */
@Resolver(() => LiveStreamAction)
export class LiveStreamActionResolver {
  readonly #authorize: Authorize;
  readonly #loaders: RequestLoaders;

  constructor(authorize: Authorize, loaders: RequestLoaders) {
    this.#authorize = authorize;
    this.#loaders = loaders;
  }

  @FieldResolver(() => BulkResume, {
    nullable: true,
    description:
      'The bulk job that it was a part of; null where you may not see that job, as with `bulkResume`.',
  })
  async bulkResume(
    @Root() { bulkResumeId }: LiveStreamAction,
    @Ctx() context: GraphqlContext,
  ): Promise<BulkResume | null> {
    if (bulkResumeId === null) return null;
    const job = await this.#loaders.of(context).bulkResume.load(bulkResumeId);
    return job === undefined ? null : new BulkResume(job);
  }

  /** The entity behind a supergraph's reference; null where there is none of this id. */
  async resolveReference(reference: Reference, context: GraphqlContext): Promise<LiveStreamAction | null> {
    const caller = context.caller();
    const id = textOf(reference, 'id');
    if (!isStoredId(id)) return null;
    const action = await this.#loaders.of(context).action.load(id);
    if (action === undefined) return null;
    const { domainName, appName } = action.address;
    // What was done for every app is shown with each stream of that name, so that a grant for one app is enough.
    const target = appName === ANY_APP ? { domainName, someApp: true } : { domainName, appName };
    this.#authorize(caller, 'read', target);
    return toLiveStreamAction(action) ?? null;
  }
}
