import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ApolloServer } from '@apollo/server';
import { buildSchema, GraphQLError } from 'graphql';
import { type GraphqlContext } from '../../src/graphql/context.js';
import { type HttpGraphqlAnswer, type HttpGraphqlRequest } from '../../src/graphql/http-graphql.js';
import { createGraphqlServer, type GraphqlServer } from '../../src/graphql/server.js';
import { StreamError } from '../../src/stream/errors.js';
import { createLogger } from '../../src/telemetry/logger.js';

const SCHEMA = `
  enum Colour { RED GREEN }
  input Paint { colour: Colour! = RED, layers: Int! }
  type Wall { id: ID!, colour: Colour, broken: String, must: String! }
  type Query { wall(layers: Int): Wall, say(what: String!): String }
  type Mutation { paint(input: Paint!): Wall!, fail(how: String!): Wall, mustFail(how: String!): Wall! }
`;

const PAINT = 'mutation Paint($i: Paint!) { paint(input: $i) { id colour } }';
const TWO = 'query One { say(what: "1") } query Two { say(what: "2") }';
const FAIL = 'mutation ($how: String!) { fail(how: $how) { id } }';
const MUST = 'mutation ($how: String!) { mustFail(how: $how) { id } }';

const bodies: Readonly<Record<string, Record<string, unknown>>> = {
  'a good mutation': { query: PAINT, variables: { i: { layers: 2 } } },
  'a good mutation by name': { query: PAINT, variables: { i: { layers: 2 } }, operationName: 'Paint' },
  'a client’s extensions': { query: '{ say(what: "x") }', extensions: { clientLibrary: { name: 'c' } } },
  nulls: { query: '{ say(what: "x") }', variables: null, operationName: null, extensions: null },
  'what nobody asked for': { query: '{ say(what: "x") }', id: 4, variables: {} },
  'one of two operations': { query: TWO, operationName: 'Two' },
  'none of two operations': { query: TWO },
  'an unknown operation': { query: TWO, operationName: 'Three' },
  'an empty operation name': { query: TWO, operationName: '' },
  'an operation name that is none': { query: TWO, operationName: 3 },
  'a variable of the wrong type': { query: PAINT, variables: { i: { layers: 'secret' } } },
  'a variable that is missing': { query: PAINT },
  'a variable that is null': { query: PAINT, variables: { i: null } },
  'variables as a text': { query: PAINT, variables: '{"i":{"layers":2}}' },
  'variables as a list': { query: PAINT, variables: [{ layers: 2 }] },
  'extensions as a list': { query: PAINT, extensions: [], variables: { i: { layers: 2 } } },
  'a persisted query': {
    query: '{ say(what: "x") }',
    extensions: { persistedQuery: { version: 1, sha256Hash: 'a' } },
  },
  'a syntax error': { query: '{ say(what: ' },
  'an unknown field': { query: '{ colour }' },
  'an operation that is not offered': { query: 'subscription { wall { id } }' },
  'an empty document': { query: '' },
  'no document': { variables: {} },
  'a document that is a number': { query: 3 },
  'an expected failure': { query: FAIL, variables: { how: 'expected' } },
  'a fault of ours': { query: FAIL, variables: { how: 'fault' } },
  'an error of the protocol’s kind': { query: FAIL, variables: { how: 'graphql' } },
  'a failure that takes all data along': { query: MUST, variables: { how: 'expected' } },
  'a failure in a part': { query: '{ wall { id broken must } say(what: "x") }' },
  'a missing value that must be': { query: '{ wall(layers: 0) { must } }' },
  introspection: { query: '{ __schema { queryType { name } } __typename }' },
};

const accepts = [
  undefined,
  '*/*',
  'application/json',
  'application/graphql-response+json, application/json;q=0.9',
  'application/graphql-response+json',
  'multipart/mixed;deferSpec=20220824, application/json',
  'text/html',
];

const post = (body: Record<string, unknown>, accept: string | undefined): HttpGraphqlRequest => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...(accept !== undefined && { accept }) },
  search: '',
  body,
});

describe.each([true, false])('a request that is asked again, schema revealed: %s', (revealSchema) => {
  let server: GraphqlServer;
  let lines: string[];
  let asked: jest.SpiedFunction<ApolloServer['executeHTTPGraphQLRequest']>;

  beforeEach(async () => {
    lines = [];
    const destination = {
      write: (line: string) => {
        lines.push(line.replace(/"time":"[^"]+"/, ''));
      },
    };
    asked = jest.spyOn(ApolloServer.prototype, 'executeHTTPGraphQLRequest');
    server = createGraphqlServer({
      schema: createSchema(),
      logger: createLogger({ level: 'trace', destination }),
      revealSchema,
    });
    await server.start();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await server.stop();
  });

  const context: GraphqlContext = {
    correlationId: 'a-correlation-id',
    signal: new AbortController().signal,
    caller: () => ({ subject: 'maya', claims: {} }),
  };

  /** The answer and what was logged for it. */
  const ask = async (request: HttpGraphqlRequest): Promise<[HttpGraphqlAnswer, string[]]> => {
    lines = [];
    const answer = await server.answer(request, context);
    return [answer, lines.map((line) => line.replace(/"where":\[[^\]]*\]/, ''))];
  };

  test.each(Object.entries(bodies))('has the same answer and the same log: %s', async (_name, body) => {
    for (const accept of accepts) {
      const [first, firstLines] = await ask(post(body, accept));
      const [second, secondLines] = await ask(post(body, accept));
      const headers = Object.fromEntries(
        Object.entries(first.headers).filter(([name]) => !/^(cache-control|content-length)$/.test(name)),
      );
      expect(second).toMatchObject({ status: first.status, text: first.text, headers });
      expect(secondLines).toEqual(firstLines);
    }
  });

  test('is executed once each time, whatever becomes of it', async () => {
    painted = 0;
    for (let time = 1; time <= 4; time += 1) {
      await ask(post({ query: FAIL, variables: { how: 'expected' } }, undefined));
      expect(painted).toBe(time);
    }
  });

  test('needs Apollo no more', async () => {
    for (const layers of [1, 2, 3]) await ask(post({ query: PAINT, variables: { i: { layers } } }, '*/*'));
    expect(asked).toHaveBeenCalledTimes(1);
    await ask(post({ query: PAINT, variables: { i: { layers: 4 } } }, 'application/json'));
    expect(asked).toHaveBeenCalledTimes(2);
  });

  test('goes to Apollo where it is asked with GET', async () => {
    const get = { method: 'GET', headers: { 'apollo-require-preflight': '1' }, body: undefined };
    for (const search of ['?query=%7Bsay(what%3A%22x%22)%7D', '?query=mutation%7Bpaint%7Bid%7D%7D'])
      expect(await ask({ ...get, search })).toEqual(await ask({ ...get, search }));
    expect(asked).toHaveBeenCalledTimes(4);
  });
});

let painted = 0;

const failures: Readonly<Record<string, () => Error>> = {
  expected: () => new StreamError('DOMAIN_NOT_FOUND', { outcome: 'REJECTED', requestId: 'r-1' }),
  fault: () => new TypeError('a secret'),
  graphql: () => new GraphQLError('a secret', { extensions: { code: 'BAD_REQUEST' } }),
};

function createSchema(): ReturnType<typeof buildSchema> {
  const schema = buildSchema(SCHEMA);
  const wall = { id: '7', colour: 'GREEN', must: 'be' };
  const resolvers: Record<
    string,
    Record<string, (parent: unknown, args: Record<string, unknown>) => unknown>
  > = {
    Query: {
      wall: (_parent, { layers }) => (layers === 0 ? { ...wall, must: null } : wall),
      say: (_parent, { what }) => what,
    },
    Mutation: {
      paint: () => Promise.resolve(wall),
      fail: (_parent, { how }) => fail(String(how)),
      mustFail: (_parent, { how }) => fail(String(how)),
    },
    Wall: { broken: () => Promise.reject(new StreamError('UPSTREAM_ERROR')) },
  };
  for (const [type, fields] of Object.entries(resolvers))
    for (const [name, resolve] of Object.entries(fields)) {
      const found = schema.getType(type);
      if (found !== undefined && 'getFields' in found)
        Object.assign(found.getFields()[name] ?? {}, { resolve });
    }
  return schema;
}

function fail(how: string): Promise<never> {
  painted += 1;
  return Promise.reject(failures[how]?.() ?? new RangeError(how));
}
