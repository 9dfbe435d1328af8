import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, parse } from 'graphql';
import { toReadPoints, toRequestCost } from '../../../src/graphql/documents/request-cost.js';

const schema = buildSchema(`
  scalar _Any
  union _Entity = Node
  type Query { node: Node nodes(first: Int! = 50): Nodes _entities(representations: [_Any!]!): [_Entity]! }
  type Nodes { edges: [Edge] totalCount: Int }
  type Edge { node: Node }
  type Node { id: ID node: Node nodes(first: Int! = 50): Nodes }
`);
const PAGE = 'query ($n: Int!) { nodes(first: $n) { edges { node { nodes(first: $n) { totalCount } } } } }';
const ENTITIES =
  'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Node { nodes { totalCount } } } }';

describe('the cost of a request', () => {
  test('is at least 0 for any variables, and at most the cost of full pages', () => {
    const full = toRequestCost(schema, parse(PAGE), undefined, { n: 500 });
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.string(), (n, others, name) => {
        const cost = toRequestCost(schema, parse(PAGE), undefined, { n });
        expect(cost.entries).toBeGreaterThanOrEqual(0);
        expect(cost.entries).toBeLessThanOrEqual(full.entries);
        expect(cost.values).toBeLessThanOrEqual(full.values);
        expect(toReadPoints(cost)).toBeGreaterThanOrEqual(1);
        toRequestCost(schema, parse(PAGE), name, others as Record<string, unknown>);
      }),
    );
  });

  test('counts references of any shape, each once', () => {
    fc.assert(
      fc.property(fc.array(fc.anything(), { maxLength: 50 }), (r) => {
        const cost = toRequestCost(schema, parse(ENTITIES), undefined, { r });
        expect(cost.entities).toBe(r.length);
        expect(cost.entries).toBeGreaterThanOrEqual(r.length);
      }),
    );
  });

  test('never decreases when a page grows', () => {
    const size = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(size, size, (a, b) => {
        const [small, large] = [Math.min(a, b), Math.max(a, b)].map((n) =>
          toRequestCost(schema, parse(PAGE), undefined, { n }),
        );
        expect(large?.entries).toBeGreaterThanOrEqual(small?.entries ?? NaN);
        expect(large?.values).toBeGreaterThanOrEqual(small?.values ?? NaN);
      }),
    );
  });

  test('of fragments that grow exponentially or are circular is Infinity, and is computed quickly', () => {
    const doubling = Array.from(
      { length: 60 },
      (_, n) => `fragment F${n} on Node { a: node { ...F${n + 1} } b: node { ...F${n + 1} } }`,
    );
    const cyclic = 'fragment F0 on Node { node { ...F0 } }';
    const chain = Array.from({ length: 30_000 }, (_, n) => `fragment F${n} on Node { ...F${n + 1} }`);
    const deep = `fragment F0 on Node { ${'node { '.repeat(2_000)} id ${'}'.repeat(2_000)} }`;
    for (const fragments of [
      `${doubling.join(' ')} fragment F60 on Node { id }`,
      cyclic,
      chain.join(' '),
      deep,
    ]) {
      const cost = toRequestCost(schema, parse(`{ node { ...F0 } } ${fragments}`), undefined, {});
      expect(cost).toMatchObject({ entries: Infinity, values: Infinity, entities: Infinity });
    }
  });
});
