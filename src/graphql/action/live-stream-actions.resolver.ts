import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Authorize } from '../../stream/caller.js';
import { withDomainPath } from '../../stream/domain-path.js';
import { type GraphqlContext } from '../context.js';
import { ActionPageArgs } from './action-page.input.js';
import { type RequestLoaders } from '../loader/loaders.js';
import { type RequestAllowance } from '../documents/request-allowance.js';
import { type Connection, toConnection } from '../page/connection.js';
import { toCursor } from '../page/cursor.js';
import { DateTime } from '../date-time.scalar.js';
import { LiveStream } from '../stream/live-stream.type.js';
import { LiveStreamActionConnection } from './live-stream-action-connection.type.js';
import { type LiveStreamAction, toLiveStreamAction } from './live-stream-action.type.js';

export interface LiveStreamActionsParts {
  readonly authorize: Authorize;
  readonly loaders: RequestLoaders;
  readonly allowance: RequestAllowance;
}

/**
 * Resolves the fields of a stream that come from the ledger of the gateway. The upstream does not keep this
 * information.
 */
@Resolver(() => LiveStream)
export class LiveStreamActionsResolver {
  readonly #parts: LiveStreamActionsParts;

  constructor(parts: LiveStreamActionsParts) {
    this.#parts = parts;
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: [
      'When the forbid expires, according to the ledger of this gateway. Null unless the stream is FORBIDDEN now. The forbid',
      'list contains no times, so the field is also null for a forbid that was made elsewhere. Needs a `read` grant.',
      'Cost: none if the ledger has no end of a forbid. Otherwise the cost of `status`, which is read too. If `status`',
      'cannot be read, this field fails with the same error.',
    ].join('\n'),
  })
  async forbiddenUntil(@Root() stream: LiveStream, @Ctx() context: GraphqlContext): Promise<Date | null> {
    this.#parts.authorize(context.caller(), 'read', stream);
    const loaders = this.#parts.loaders.of(context);
    const until = await loaders.forbiddenUntil.load(stream);
    if (until === undefined || until.getTime() <= Date.now()) return null;
    // The forbid may have been lifted elsewhere. The ledger does not contain such a resume.
    const status =
      stream.watchedStatus ?? (await withDomainPath(loaders.status.load(stream), stream.domainPath));
    return status === 'FORBIDDEN' ? until : null;
  }

  @FieldResolver(() => LiveStreamActionConnection, {
    nullable: true,
    description:
      'The actions on the stream through this gateway, newest first: who did what, why, and with what outcome. A resume of ' +
      'its name under every app (`*`) is included. Needs a `read` grant. Makes no upstream call.',
  })
  async actions(
    @Root() stream: LiveStream,
    @Args(() => ActionPageArgs) args: ActionPageArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<LiveStreamAction>> {
    this.#parts.authorize(context.caller(), 'read', stream);
    const scope = ['actions', stream.id];
    const page = args.toPage(scope);
    // The requested number counts, not the number of existing entries, because it is known before any read.
    this.#parts.allowance.take(context, { entries: page.first });
    const loaders = this.#parts.loaders.of(context);
    const { actions, hasMore } = await loaders.actions.load({ address: stream, ...page });
    const total = async (): Promise<number | null> => (await loaders.actionCount.load(stream)) ?? null;
    return toConnection(
      { items: actions, hasNext: hasMore, hasPrevious: page.after !== undefined, total },
      (action) => ({ cursor: toCursor(scope, [action.id]), node: toLiveStreamAction(action) }),
    );
  }
}
