import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Authorize } from '../../stream/caller.js';
import { ANY_APP } from '../../stream/names.js';
import { BulkResume } from '../bulk/bulk-resume.type.js';
import { type GraphqlContext } from '../context.js';
import { type Reference, textOf } from '../federation.js';
import { type RequestLoaders } from '../loader/loaders.js';
import { isStoredId } from '../page/cursor.js';
import { LiveStreamAction, toLiveStreamAction } from './live-stream-action.type.js';

/** Resolves the fields of an action. */
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
      'The bulk job that the action belongs to. Null if it belongs to none, or if `bulkResume` does not show you that job.',
  })
  async bulkResume(
    @Root() { bulkResumeId }: LiveStreamAction,
    @Ctx() context: GraphqlContext,
  ): Promise<BulkResume | null> {
    if (bulkResumeId === null) return null;
    const job = await this.#loaders.of(context).bulkResume.load(bulkResumeId);
    return job === undefined ? null : new BulkResume(job);
  }

  /** Resolves a reference of a supergraph. Returns null if no action has this id. */
  async resolveReference(reference: Reference, context: GraphqlContext): Promise<LiveStreamAction | null> {
    const caller = context.caller();
    const id = textOf(reference, 'id');
    if (!isStoredId(id)) return null;
    const action = await this.#loaders.of(context).action.load(id);
    if (action === undefined) return null;
    const { domainName, appName } = action.address;
    // An action on every app is shown with each stream of that name, so a grant for one app is sufficient.
    const target = appName === ANY_APP ? { domainName, someApp: true } : { domainName, appName };
    this.#authorize(caller, 'read', target);
    return toLiveStreamAction(action) ?? null;
  }
}
