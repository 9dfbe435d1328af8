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

  // Lets a contract of a router exclude fields that are only for operators.
  @Directive('@tag(name: "operator")')
  @Query(() => [LiveCallBudget], {
    nullable: true,
    description: [
      'The call budgets, one for each account and upstream operation. An operation whose budget is switched off has none.',
      'For every caller with a valid token. Makes no upstream call.',
      'Errors (`extensions.code`): UNAUTHENTICATED, STORE_UNAVAILABLE.',
    ].join('\n'),
  })
  async liveCallBudgets(@Ctx() context: GraphqlContext): Promise<LiveCallBudget[]> {
    context.caller();
    return [...(await this.#read())];
  }
}
