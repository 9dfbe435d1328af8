import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { buildSchema, GraphQLError } from 'graphql';
import { type GraphqlContext } from '../../src/graphql/context.js';
import {
  createGraphqlServer,
  type GraphqlHttpRequest,
  type GraphqlServer,
} from '../../src/graphql/server.js';
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
];

const post = (body: Record<string, unknown>, accept: string | undefined): GraphqlHttpRequest => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...(accept !== undefined && { accept }) },
  search: '',
  body,
});

describe.each([true, false])('Apollo Server, schema revealed: %s', (revealSchema) => {
  let server: GraphqlServer;
  let lines: string[];

  beforeEach(async () => {
    lines = [];
    const destination = {
      write: (line: string) => {
        lines.push(line);
      },
    };
    const logger = createLogger({ level: 'trace', destination });
    server = createGraphqlServer({ schema: createSchema(), logger, revealSchema });
    await server.start();
  });
  afterEach(() => server.stop());

  const context: GraphqlContext = {
    correlationId: 'a-correlation-id',
    signal: new AbortController().signal,
    caller: () => ({ subject: 'maya', claims: {} }),
  };

  test.each(Object.entries(bodies))(
    'answers a client of any media type without a secret: %s',
    async (_name, body) => {
      for (const accept of accepts) {
        const { status, text } = await server.answer(post(body, accept), context);
        expect([200, 400]).toContain(status);
        const { errors = [] } = JSON.parse(text) as { errors?: { extensions?: { code?: string } }[] };
        for (const { extensions } of errors) expect(extensions?.code).toMatch(/^[A-Z_0-9]+$/);
        expect(text + lines.join('')).not.toContain('secret');
      }
    },
  );

  test('executes a mutation once, with any result', async () => {
    painted = 0;
    const request = post({ query: FAIL, variables: { how: 'expected' } }, undefined);
    for (let time = 1; time <= 4; time += 1) {
      await server.answer(request, context);
      expect(painted).toBe(time);
    }
  });

  test('refuses a mutation with GET', async () => {
    painted = 0;
    const headers = { 'apollo-require-preflight': '1' };
    const search = '?query=mutation%7Bfail(how%3A%22expected%22)%7Bid%7D%7D';
    const { status } = await server.answer({ method: 'GET', headers, search, body: undefined }, context);
    expect(status).toBe(405);
    expect(painted).toBe(0);
  });

  test('refuses a null for an argument whose variable has a default as bad input', async () => {
    const query = 'query ($what: String = "x") { say(what: $what) }';
    const { text } = await server.answer(post({ query, variables: { what: null } }, undefined), context);
    expect(JSON.parse(text)).toMatchObject({
      errors: [
        {
          path: ['say'],
          extensions: { code: 'BAD_USER_INPUT', violations: [{ path: 'what', rule: 'required' }] },
        },
      ],
    });
  });
});

describe('an operation without a valid token', () => {
  let server: GraphqlServer;
  beforeAll(async () => {
    const logger = createLogger({ level: 'silent' });
    server = createGraphqlServer({ schema: createSchema(), logger, revealSchema: true });
    await server.start();
  });
  afterAll(() => server.stop());
  const context: GraphqlContext = {
    correlationId: 'a-correlation-id',
    signal: new AbortController().signal,
    caller: () => {
      throw new StreamError('UNAUTHENTICATED');
    },
  };
  const ask = async (query: string): Promise<unknown> => {
    const { status, text } = await server.answer(post({ query }, undefined), context);
    expect(status).toBe(200);
    return JSON.parse(text) as unknown;
  };

  test.each([
    ['one field', '{ say(what: "x") }'],
    ['thirty aliases', `{ ${Array.from({ length: 30 }, (_, n) => `a${n}: wall { id }`).join(' ')} }`],
    ['a fragment', '{ ...F } fragment F on Query { wall { id } }'],
    ['an inline fragment beside a public field', '{ __typename ... on Query { wall { id } } }'],
    ['a mutation', 'mutation { fail(how: "expected") { id } }'],
  ])('ends with one error and executes nothing: %s', async (_title, query) => {
    painted = 0;
    expect(await ask(query)).toEqual({
      data: null,
      errors: [
        {
          message: 'A valid access token is needed.',
          extensions: { code: 'UNAUTHENTICATED', retryable: false, correlationId: 'a-correlation-id' },
        },
      ],
    });
    expect(painted).toBe(0);
  });

  test.each(['{ __typename }', '{ __schema { queryType { name } } }', '{ __type(name: "Wall") { name } }'])(
    'reads the schema: %s',
    async (query) => {
      expect(await ask(query)).not.toHaveProperty('errors');
    },
  );
});

let painted = 0;

/** Values that do not match the schema. */
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
