import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType({
  description:
    'How many calls of one upstream operation may still be made. Alibaba counts per account: every replica and every ' +
    'user spends from the same budget.',
  simpleResolvers: true,
})
export class LiveCallBudget {
  @Field(() => String, { description: 'The name of the Alibaba account, `default` where there is one.' })
  readonly account!: string;

  @Field(() => String, { description: 'The upstream operation, e.g. `ResumeLiveStream`.' })
  readonly operation!: string;

  @Field(() => Float, { description: 'Calls a second that the limit allows.' })
  readonly limit!: number;

  @Field(() => Float, {
    description:
      'Calls a second at the moment. Below the limit for a while after the upstream has throttled.',
  })
  readonly perSecond!: number;

  @Field(() => Int, { description: 'How many calls could be sent at once.' })
  readonly available!: number;

  @Field(() => Int, { description: 'How many calls wait for their turn.' })
  readonly waiting!: number;

  @Field(() => Int, {
    description: 'Milliseconds after which a call that came now could be sent; 0 for at once.',
  })
  readonly retryAfterMs!: number;
}
