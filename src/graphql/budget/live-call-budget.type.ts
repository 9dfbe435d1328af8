import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType({
  description:
    'The call budget of one upstream operation and account. Alibaba limits calls per account, so all replicas and ' +
    'callers share this budget.',
  simpleResolvers: true,
})
export class LiveCallBudget {
  @Field(() => String, {
    description: 'The name of the Alibaba account. `default` if the gateway has one account.',
  })
  readonly account!: string;

  @Field(() => String, { description: 'The upstream operation, e.g. `ResumeLiveStream`.' })
  readonly operation!: string;

  @Field(() => Float, { description: 'The limit, in calls per second.' })
  readonly limit!: number;

  @Field(() => Float, {
    description:
      'The current rate, in calls per second. It is below the limit for some time after the upstream has throttled.',
  })
  readonly perSecond!: number;

  @Field(() => Int, { description: 'How many calls could be sent now without waiting.' })
  readonly available!: number;

  @Field(() => Int, { description: 'How many calls wait for a permit.' })
  readonly waiting!: number;

  @Field(() => Int, {
    description: 'How long a new call would have to wait, in milliseconds. 0 if it could be sent now.',
  })
  readonly retryAfterMs!: number;
}
