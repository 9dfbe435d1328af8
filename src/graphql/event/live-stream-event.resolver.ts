import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Authorize } from '../../stream/caller.js';
import { parseEventId } from '../../stream/event-id.js';
import { LiveStreamAction, toLiveStreamAction } from '../action/live-stream-action.type.js';
import { type GraphqlContext } from '../context.js';
import { type Reference, textOf } from '../federation.js';
import { type RequestLoaders } from '../loader/loaders.js';
import { LiveStreamEvent, toLiveStreamEvent } from './live-stream-event.type.js';
import { mayReadEvent } from './may-read-event.js';

/** Resolves the fields of an event. */
@Resolver(() => LiveStreamEvent)
export class LiveStreamEventResolver {
  readonly #authorize: Authorize;
  readonly #loaders: RequestLoaders;

  constructor(authorize: Authorize, loaders: RequestLoaders) {
    this.#authorize = authorize;
    this.#loaders = loaders;
  }

  @FieldResolver(() => LiveStreamAction, {
    nullable: true,
    description:
      'The action through this gateway that caused the event: who did it, and why. Null for a callback, and for an ' +
      'action that is no longer in the ledger.',
  })
  async action(
    @Root() { actionId }: LiveStreamEvent,
    @Ctx() context: GraphqlContext,
  ): Promise<LiveStreamAction | null> {
    if (actionId === undefined) return null;
    const action = await this.#loaders.of(context).action.load(actionId);
    return (action && toLiveStreamAction(action)) ?? null;
  }

  /**
   * Resolves a reference of a supergraph. Returns null if there is no event with this id that the caller may
   * read.
   */
  async resolveReference(reference: Reference, context: GraphqlContext): Promise<LiveStreamEvent | null> {
    const caller = context.caller();
    const { position, appName } = parseEventId(textOf(reference, 'id'), 'id');
    const event = await this.#loaders.of(context).event.load(position);
    if (event === undefined) return null;
    const found = toLiveStreamEvent(event, appName);
    const isReadable =
      found !== undefined && mayReadEvent(this.#authorize, caller, event, found.stream.appName);
    return isReadable && found.id === reference['id'] ? found : null;
  }
}
