import { describe, expect, test } from '@jest/globals';
import { buildSchema, getIntrospectionQuery, parse } from 'graphql';
import { DocumentRefused } from '../../../src/graphql/documents/document-refused.js';
import {
  checkRequestCost,
  COST_LIMITS,
  type RequestCost,
  toReadPoints,
  toRequestCost,
} from '../../../src/graphql/documents/request-cost.js';

const schema = buildSchema(`
  scalar _Any
  union _Entity = Stream | Domain
  type Query {
    _entities(representations: [_Any!]!): [_Entity]!
    stream(name: String!): Stream
    streams(names: [String!]!): [Stream]
    domain: Domain
    budgets: [Budget!]!
  }
  type Mutation { resume(name: String!): Payload }
  type Subscription { events: Stream }
  type Payload { stream: Stream }
  type Budget { operation: String }
  type Domain { name: String forbidden(first: Int! = 50, after: String): Streams online(first: Int! = 50): Streams }
  type Streams { totalCount: Int nodes: [Stream] edges: [Edge!]! }
  type Edge { cursor: String node: Stream }
  type Stream { id: ID name: String domain: Domain actions(first: Int! = 20): Actions }
  type Actions { totalCount: Int nodes: [Action] }
  type Action { id: ID }
`);

const costOf = (text: string, variables?: Record<string, unknown>, name?: string): RequestCost =>
  toRequestCost(schema, parse(text), name, variables);
const entriesOf = (text: string, variables?: Record<string, unknown>): number =>
  costOf(text, variables).entries;

describe('the entries of a request', () => {
  test.each<[string, string, number, Record<string, unknown>?]>([
    ['the default of a page', '{ domain { forbidden { totalCount } } }', 50],
    ['its size', '{ domain { forbidden(first: 7) { totalCount } } }', 7],
    ['a variable', 'query ($n: Int!) { domain { forbidden(first: $n) { totalCount } } }', 9, { n: 9 }],
    [
      'the default of a variable',
      'query ($n: Int! = 8) { domain { forbidden(first: $n) { totalCount } } }',
      8,
    ],
    [
      'the default for a variable without a value',
      'query ($n: Int) { domain { forbidden(first: $n) { totalCount } } }',
      50,
    ],
    [
      'the sum of aliases',
      '{ domain { a: forbidden(first: 3) { totalCount } b: forbidden(first: 4) { totalCount } } }',
      7,
    ],
    [
      'one of two that are one field',
      '{ domain { forbidden(first: 3) { totalCount } forbidden(first: 3) { nodes { id } } } }',
      3,
    ],
    [
      'lists within each entry',
      '{ domain { forbidden(first: 10) { nodes { actions(first: 5) { totalCount } } } } }',
      60,
    ],
    [
      'lists within edges',
      '{ domain { forbidden(first: 10) { edges { node { actions { totalCount } } } } } }',
      210,
    ],
    [
      'nothing more for both nodes and edges',
      '{ domain { forbidden(first: 10) { nodes { id } edges { cursor } } } }',
      10,
    ],
    ['names to look up', '{ streams(names: ["a", "b", "c"]) { id actions(first: 2) { totalCount } } }', 9],
    ['a single name in the place of a list', '{ streams(names: "a") { id } }', 1],
    ['references', '{ _entities(representations: [{}, {}, {}]) { __typename } }', 3],
    [
      'what is selected on the type that a reference names',
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Stream { actions(first: 5) { totalCount } } ... on Domain { forbidden(first: 500) { totalCount } } } }',
      14,
      { r: [{ __typename: 'Stream' }, { __typename: 'Stream' }, { __typename: 'Other' }, {}] },
    ],
    [
      'fragments',
      '{ domain { ...F ...F } } fragment F on Domain { forbidden(first: 6) { ...G } } fragment G on Streams { nodes { id } }',
      6,
    ],
    [
      'what is not skipped',
      'query ($s: Boolean!) { domain { forbidden(first: 6) @skip(if: $s) { totalCount } online(first: 4) @include(if: $s) { totalCount } } }',
      4,
      { s: true },
    ],
    [
      'a condition without a value',
      'query ($s: Boolean!) { domain { forbidden(first: 6) @skip(if: $s) { totalCount } } }',
      6,
    ],
    ['no short list of the schema', '{ budgets { operation } }', 0],
    ['no introspection', getIntrospectionQuery(), 0],
  ])('are %s', (_what, ...[text, expected, variables]) => {
    expect(entriesOf(text, variables)).toBe(expected);
  });

  test.each([
    ['a text', '5'],
    ['a list', [5]],
    ['an object', {}],
    ['null', null],
    ['true', true],
    ['more than a page may hold', 1e9],
    ['not a number', NaN],
  ])('are the largest page if its size is %s', (_what, n) => {
    expect(entriesOf('query ($n: Int!) { domain { forbidden(first: $n) { totalCount } } }', { n })).toBe(500);
  });

  test('are those of the named operation', () => {
    const text =
      'query A { domain { forbidden(first: 3) { totalCount } } } query B { stream(name: "x") { id } }';
    expect(costOf(text, {}, 'A').entries).toBe(3);
    expect(costOf(text, {}, 'B').entries).toBe(0);
    for (const name of [undefined, '', 'C', 'constructor'])
      expect(costOf(text, {}, name)).toMatchObject({ entries: 0, values: 0 });
  });
});

test('the cost of a document depends on the variables of each request', () => {
  const document = parse(
    'query ($n: Int!, $yes: Boolean!) { domain { forbidden(first: $n) { totalCount } online(first: 5) @include(if: $yes) { totalCount } } }',
  );
  const entries = (variables: Record<string, unknown>): number =>
    toRequestCost(schema, document, undefined, variables).entries;
  expect(entries({ n: 3, yes: false })).toBe(3);
  expect(entries({ n: 400, yes: false })).toBe(400);
  expect(entries({ n: 400, yes: true })).toBe(405);
});

describe('the values of a request', () => {
  const valuesOf = (text: string): number => costOf(text).values;

  test('grow with each field of each entry', () => {
    const of = (fields: string): number =>
      valuesOf(`{ domain { forbidden(first: 100) { nodes { ${fields} } } } }`);
    expect(of('id name') - of('id')).toBe(100);
    expect(of('a: id b: id c: id') - of('id')).toBe(200);
  });

  test('count a field with a resolver higher, and a page highest', () => {
    const withResolver = buildSchema('type Query { plain: Int resolved: Int page(first: Int! = 1): Int }');
    const { resolved } = withResolver.getQueryType()?.getFields() ?? {};
    if (resolved === undefined) throw new Error('no such field');
    resolved.resolve = () => 1;
    const of = (text: string): number => toRequestCost(withResolver, parse(text), undefined, {}).values;
    expect(of('{ plain }')).toBe(1);
    expect(of('{ resolved }')).toBe(10);
    expect(of('{ page }')).toBe(40);
  });
});

describe('checkRequestCost', () => {
  const NOTHING: RequestCost = {
    operation: 'query',
    entries: 0,
    entities: 0,
    values: 0,
    introspections: 0,
    mutations: 0,
    actions: 0,
  };

  test.each(Object.entries<number>({ ...COST_LIMITS }))(
    'accepts a cost at the limit of %s, and refuses one above it',
    (name, limit) => {
      expect(() => {
        checkRequestCost({ ...NOTHING, [name]: limit });
      }).not.toThrow();
      const check = (): void => {
        checkRequestCost({ ...NOTHING, [name]: limit + 1 });
      };
      expect(check).toThrow(DocumentRefused);
      expect(check).toThrow(limit.toLocaleString('en-US'));
      expect(check).toThrow(expect.objectContaining({ code: 'REQUEST_TOO_COMPLEX' }));
    },
  );

  test('counts introspections under any alias', () => {
    const text =
      '{ a: __schema { queryType { name } } b: __type(name: "Query") { name } ...F } fragment F on Query { c: __schema { queryType { name } } }';
    expect(costOf(text).introspections).toBe(3);
    expect(() => {
      checkRequestCost(costOf(text));
    }).toThrow('introspections');
    expect(() => {
      checkRequestCost(costOf(getIntrospectionQuery()));
    }).not.toThrow();
  });

  test('counts the text of the schema as an introspection, each time it is returned', () => {
    const subgraph = buildSchema('type Query { _service: _Service! } type _Service { sdl: String }');
    const of = (text: string): RequestCost => toRequestCost(subgraph, parse(text), undefined, {});
    expect(of('{ _service { sdl sdl } }').introspections).toBe(1);
    expect(of('{ _service { a: sdl b: sdl } c: _service { d: sdl } }').introspections).toBe(3);
  });

  test('refuses expensive documents with few characters', () => {
    const refused = [
      '{ domain { forbidden(first: 500) { edges { node { actions(first: 20) { totalCount nodes { id } } } } } } }',
      `query ($r: [_Any!]!) { ${Array.from({ length: 30 }, (_, n) => `e${n}: _entities(representations: $r) { __typename }`).join(' ')} }`,
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Stream { ${Array.from({ length: 10 }, (_, n) => `a${n}: actions(first: 1) { totalCount }`).join(' ')} } } }`,
    ];
    const r = Array.from({ length: 1_000 }, () => ({ __typename: 'Stream' }));
    for (const text of refused)
      expect(() => {
        checkRequestCost(costOf(text, { r }));
      }).toThrow(DocumentRefused);
  });
});

const NO_OTHER_COST = { entities: 0, values: 0, introspections: 0, mutations: 0, actions: 0 };

describe('toReadPoints', () => {
  test.each([
    ['query', 0, 1],
    ['query', 49, 1],
    ['query', 50, 2],
    ['query', 1_000, 21],
    ['mutation', 0, 0],
    ['mutation', 20, 0],
    ['mutation', 120, 2],
    ['subscription', 500, 10],
  ] as const)('a %s of %i entries takes %i', (operation, entries, points) => {
    expect(toReadPoints({ operation, entries, ...NO_OTHER_COST })).toBe(points);
  });

  test('counts the lists below an action as reads, but not the action', () => {
    expect(toReadPoints(costOf('mutation { resume(name: "a") { stream { id } } }'))).toBe(0);
    expect(
      toReadPoints(
        costOf('mutation { resume(name: "a") { stream { actions(first: 100) { totalCount } } } }'),
      ),
    ).toBe(2);
    expect(toReadPoints(costOf('subscription { events { actions(first: 50) { totalCount } } }'))).toBe(1);
  });
});
