import { Ctx, Query, Resolver } from 'type-graphql';
import { type ReadCallBudgets } from '../../stream/call-budget.js';
import { type GraphqlContext } from '../context.js';
import { CallBudget } from './call-budget.type.js';

@Resolver()
export class CallBudgetsResolver {
  readonly #read: ReadCallBudgets;

  constructor(read: ReadCallBudgets) {
    this.#read = read;
  }

  @Query(() => [CallBudget], {
    description: [
      'What is left of the calls that the account may make, one row an operation; a budget that was lifted has none.',
      'For every caller with a valid token; makes no upstream call.',
      'Errors (`extensions.code`): UNAUTHENTICATED, STORE_UNAVAILABLE.',
    ].join('\n'),
  })
  async callBudgets(@Ctx() context: GraphqlContext): Promise<CallBudget[]> {
    context.caller();
    return [...(await this.#read())];
  }
}
