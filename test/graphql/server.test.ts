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
  type Room { name: String!, wall: Wall }
  type Wall { id: ID!, colour: Colour, broken: String, must: String!, room: Room, kin: [Wall!] }
  type Query { wall(layers: Int): Wall, say(what: String!): String }
  type Mutation { paint(input: Paint!): Wall!, build(colour: Colour = GREEN, odd: String): Wall, fail(how: String!): Wall, mustFail(how: String!): Wall! }
`;

const PAINT = 'mutation Paint($i: Paint!) { paint(input: $i) { id colour } }';
const BUILD = `mutation ($colour: Colour, $odd: String) {
  build(colour: $colour, odd: $odd) { id colour broken must room { name wall { must } } }
}`;
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
  'its names and parts': {
    query: 'mutation($i: Paint!) { p: paint(input: $i) { __typename i: id room { t: __typename name } } }',
    variables: { i: { layers: 2, colour: 'GREEN' } },
  },
  'a field asked for twice': {
    query: 'mutation($i: Paint!) { paint(input: $i) { id id room { name } room { __typename } } }',
    variables: { i: { layers: 2 } },
  },
  'a key that objects have': {
    query: 'mutation($i: Paint!) { paint(input: $i) { __proto__: id constructor: id } }',
    variables: { i: { layers: 2 } },
  },
  'a list': {
    query: 'mutation($i: Paint!) { paint(input: $i) { kin { id } } }',
    variables: { i: { layers: 2 } },
  },
  'fields on a condition': {
    query: 'mutation($i: Paint!, $yes: Boolean!) { paint(input: $i) { id @skip(if: $yes) colour } }',
    variables: { i: { layers: 2 }, yes: true },
  },
  'a fragment': {
    query: 'mutation($i: Paint!) { paint(input: $i) { ...Id } } fragment Id on Wall { id }',
    variables: { i: { layers: 2 } },
  },
  'a member that is not the type’s': { query: PAINT, variables: { i: { layers: 2, ladder: 'secret' } } },
  'a member that objects have': { query: PAINT, variables: { i: { layers: 2, constructor: 'secret' } } },
  'a member that is null': { query: PAINT, variables: { i: { layers: 2, colour: null } } },
  'an input that is a list': { query: PAINT, variables: { i: [{ layers: 2 }] } },
  'an input that is a text': { query: PAINT, variables: { i: 'secret' } },
  'a colour that is none': { query: PAINT, variables: { i: { layers: 2, colour: 'constructor' } } },
  'arguments left out': { query: BUILD },
  'arguments that are null': { query: BUILD, variables: { colour: null, odd: null } },
  'arguments as written': { query: 'mutation { build(colour: RED, odd: "colour") { colour } }' },
  'a preset of the operation': {
    query: 'mutation ($colour: Colour = RED) { build(colour: $colour) { id colour } }',
  },
  'the name of another operation': { query: PAINT, variables: { i: { layers: 2 } }, operationName: 'Build' },
  ...Object.fromEntries(
    ['must', 'colour', 'broken', 'room', 'name', 'whole', 'nothing', 'thrown'].map((odd) => [
      `a value that cannot be: ${odd}`,
      { query: BUILD, variables: { odd } },
    ]),
  ),
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

/** Values of a wall that are not what the schema says. */
const odds: Readonly<Record<string, object>> = {
  must: { must: null },
  colour: { colour: 'MAUVE' },
  broken: { broken: new StreamError('DOMAIN_NOT_FOUND') },
  room: { room: new Error('a secret') },
  name: { room: { name: {} } },
  whole: { colour: 'MAUVE', broken: { a: 'secret' }, room: { name: 'hall', wall: {} } },
  nothing: { id: undefined, must: undefined },
  thrown: { room: { name: 'hall', wall: new StreamError('RATE_LIMITED', { outcome: 'NOT_SENT' }) } },
};

const failures: Readonly<Record<string, () => Error>> = {
  expected: () => new StreamError('DOMAIN_NOT_FOUND', { outcome: 'REJECTED', requestId: 'r-1' }),
  fault: () => new TypeError('a secret'),
  graphql: () => new GraphQLError('a secret', { extensions: { code: 'BAD_REQUEST' } }),
};

function createSchema(): ReturnType<typeof buildSchema> {
  const schema = buildSchema(SCHEMA);
  const wall = { id: '7', colour: 'GREEN', must: 'be', room: { name: 'hall' }, kin: [{ id: '8' }] };
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
      build: (_parent, { colour, odd }) => ({ ...wall, colour, ...odds[String(odd)] }),
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
