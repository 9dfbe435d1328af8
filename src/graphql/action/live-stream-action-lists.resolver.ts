import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { type GraphqlContext } from '../context.js';
import { LiveDomain } from '../domain/live-domain.type.js';
import { type Connection } from '../page/connection.js';
import { type ActionList } from './action-list.js';
import { LiveStreamActionConnection } from './live-stream-action-connection.type.js';
import {
  LiveDomainActionFilter,
  LiveDomainActionsArgs,
  LiveStreamActionsArgs,
  toActionPage,
} from './live-stream-action-filter.input.js';
import { type LiveStreamAction } from './live-stream-action.type.js';

const ABOUT = [
  'Needs a `read` grant. Actions of apps that you may not read are not shown and not counted. Makes no upstream call.',
  'Errors (`extensions.code`): BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, STORE_UNAVAILABLE.',
];

/** Resolves the lists of actions (the ledger): who did what, when, why, and with what outcome. */
@Resolver(() => LiveDomain)
export class LiveStreamActionListsResolver {
  readonly #list: ActionList;

  constructor(list: ActionList) {
    this.#list = list;
  }

  @Query(() => LiveStreamActionConnection, {
    nullable: true,
    description: [
      'The actions on streams through this gateway, newest first, on one domain or on all domains that you may read.',
      ...ABOUT,
    ].join('\n'),
  })
  liveStreamActions(
    @Args(() => LiveStreamActionsArgs) { filter, ...args }: LiveStreamActionsArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<LiveStreamAction>> {
    context.caller();
    return this.#list.page(toActionPage(filter, filter.domainName, args, 'liveStreamActions'), context);
  }

  @FieldResolver(() => LiveStreamActionConnection, {
    nullable: true,
    description: ['The actions on streams of the domain through this gateway, newest first.', ...ABOUT].join(
      '\n',
    ),
  })
  actions(
    @Root() { name }: LiveDomain,
    @Args(() => LiveDomainActionsArgs) { filter, ...args }: LiveDomainActionsArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<LiveStreamAction>> {
    const page = toActionPage(filter ?? new LiveDomainActionFilter(), name, args, 'domainActions');
    return this.#list.page(page, context);
  }
}
