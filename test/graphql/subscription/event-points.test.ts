import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { type GraphqlContext } from '../../../src/graphql/context.js';
import { createGraphqlServer, type GraphqlServer } from '../../../src/graphql/server.js';
import { type Results, type StreamedExecution } from '../../../src/graphql/subscription/run.js';
import { createLogger } from '../../../src/telemetry/logger.js';

const SCHEMA = `
  type Query { job: Job }
  type Subscription { job: Job }
  type Job { done: Int, items(first: Int! = 50): Items }
  type Items { totalCount: Int }
`;

function createSchema(): GraphQLSchema {
  const schema = buildSchema(SCHEMA);
  const field = schema.getSubscriptionType()?.getFields()['job'];
  if (field === undefined) throw new Error('the schema has no subscription');
  // eslint-disable-next-line @typescript-eslint/require-await -- three events that are there at once
  field.subscribe = async function* threeEvents() {
    for (const done of [1, 2, 3]) yield { job: { done, items: { totalCount: 3 } } };
  };
  return schema;
}

let apollo: GraphqlServer;
let end: AbortController;
/** The requests to the limit of the caller, and its answers in order. Further answers are 0. */
let taken: number[];
let waits: number[];

beforeEach(async () => {
  apollo = createGraphqlServer({
    schema: createSchema(),
    logger: createLogger({ level: 'silent' }),
    revealSchema: false,
  });
  await apollo.start();
  end = new AbortController();
  taken = [];
  waits = [];
});
afterEach(() => apollo.stop());

async function subscribe(query: string): Promise<Results> {
  const context: GraphqlContext = {
    correlationId: 'correlation-id',
    signal: end.signal,
    caller: () => ({ subject: 'maya', claims: {} }),
    takeReadPoints: (points) => {
      taken.push(points);
      return waits.shift() ?? 0;
    },
  };
  const { rootValue } = (await apollo.stream({ query }, context)) as StreamedExecution;
  if (!('many' in rootValue)) throw new Error('the subscription was not started');
  return rootValue.many;
}

/** Returns the value of each event, until there are no more. */
async function readAll(results: Results): Promise<unknown[]> {
  const told: unknown[] = [];
  for await (const { data } of results) told.push((data?.['job'] as { readonly done: number }).done);
  return told;
}

describe('each event of a subscription', () => {
  test('takes the read points of its lists; those of the first event were taken at the start', async () => {
    const results = await subscribe('subscription { job { done items(first: 500) { totalCount } } }');
    expect(await readAll(results)).toEqual([1, 2, 3]);
    expect(taken).toEqual([10, 10, 10]);
  });

  test('takes no read points without lists', async () => {
    const results = await subscribe('subscription { job { done } }');
    expect(await readAll(results)).toEqual([1, 2, 3]);
    expect(taken).toEqual([]);
  });

  test('waits until the caller has points again', async () => {
    waits = [0, 1, 1];
    const results = await subscribe('subscription { job { done items(first: 500) { totalCount } } }');
    expect(await readAll(results)).toEqual([1, 2, 3]);
    expect(taken).toEqual([10, 10, 10, 10, 10]);
  });

  test('is not read if the subscription ends while it waits', async () => {
    waits = [0, 3_600_000];
    const results = await subscribe('subscription { job { done items(first: 500) { totalCount } } }');
    await results.next();
    const second = results.next();
    end.abort();
    expect(await second).toEqual({ done: true, value: undefined });
    expect(taken).toEqual([10, 10]);
  });
});
