import { Ctx, Directive, Query, Resolver } from 'type-graphql';
import { type ReadCallBudgets } from '../../stream/call-budget.js';
import { type GraphqlContext } from '../context.js';
import { LiveCallBudget } from './live-call-budget.type.js';

@Resolver()
export class LiveCallBudgetsResolver {
  readonly #read: ReadCallBudgets;

  constructor(read: ReadCallBudgets) {
    this.#read = read;
  }

  // For routers whose contracts leave out what only operators need.
  @Directive('@tag(name: "operator")')
  @Query(() => [LiveCallBudget], {
    nullable: true,
    description: [
      'What is left of the calls that each account may make, one row for each account and operation; a budget that was',
      'lifted has none.',
      'For every caller with a valid token; makes no upstream call.',
      'Errors (`extensions.code`): UNAUTHENTICATED, STORE_UNAVAILABLE.',
    ].join('\n'),
  })
  async liveCallBudgets(@Ctx() context: GraphqlContext): Promise<LiveCallBudget[]> {
    context.caller();
    return [...(await this.#read())];
  }
}
