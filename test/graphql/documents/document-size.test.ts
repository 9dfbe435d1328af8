import { describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery, parse } from 'graphql';
import { toDocumentSize } from '../../../src/graphql/documents/document-size.js';
import { DOCUMENT_LIMITS } from '../../../src/graphql/documents/limits.js';

const sizeOf = (text: string) => toDocumentSize(parse(text));

describe('toDocumentSize', () => {
  test('counts levels and fields through fragments, inline and named', () => {
    expect(sizeOf('{ a { b } ... { c { ...F } } } fragment F on X { d { e } }')).toMatchObject({
      depth: 3,
      fields: 5,
    });
  });

  test('counts a fragment each time it is spread', () => {
    const text = '{ a { ...F } b { ...F } } fragment F on X { c d }';
    expect(sizeOf(text)).toMatchObject({ depth: 2, fields: 6 });
  });

  test('counts fields that no operation uses', () => {
    expect(sizeOf('{ a } fragment F on X { b c d }')).toMatchObject({ fields: 4 });
  });

  test('counts mutations with aliases, in fragments, with the same name, and with conditions that exclude them', () => {
    expect(sizeOf('mutation { a: m b: m }').actions).toBe(2);
    expect(sizeOf('mutation { m m m }').actions).toBe(3);
    expect(sizeOf('mutation { m @skip(if: true) m @include(if: false) }').actions).toBe(2);
    expect(sizeOf('mutation { ...F ... on M { ...F } } fragment F on M { m n }').actions).toBe(4);
    expect(sizeOf('mutation A { m } mutation B { m n }').actions).toBe(3);
  });

  test('does not count fields below a mutation, queries and introspection as actions', () => {
    expect(sizeOf('mutation { m { a b { c } } __typename }').actions).toBe(1);
    expect(sizeOf('{ a b c }').actions).toBe(0);
  });

  test('counts aliases and directives at any position', () => {
    const text = 'query Q($v: Int @d) @d { a: b c @d ...F @d } fragment F on X @d { e: f }';
    expect(sizeOf(text)).toMatchObject({ aliases: 2, directives: 5 });
  });

  test('measures a fragment once for any number of spreads', () => {
    const levels = 300;
    const fragments = Array.from(
      { length: levels },
      (_, i) => `fragment F${i} on X { a { ...F${i + 1} } b { ...F${i + 1} } }`,
    );
    const size = sizeOf(`{ ...F0 } ${fragments.join(' ')} fragment F${levels} on X { c }`);
    expect(size.depth).toBe(levels + 1);
    expect(size.fields).toBeGreaterThan(2 ** levels);
  });

  test('terminates if fragments are circular or missing', () => {
    const size = sizeOf('{ ...A ...Nowhere } fragment A on X { a ...B } fragment B on X { b ...A ...B }');
    expect(size).toMatchObject({ depth: 1, fields: 2 });
  });

  test('allows the introspection query of common tools', () => {
    const query = getIntrospectionQuery({
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    });
    const { subscriptions, ...size } = sizeOf(query);
    expect(subscriptions).toBe(0);
    for (const [name, count] of Object.entries(size))
      expect(count).toBeLessThanOrEqual(DOCUMENT_LIMITS[name as keyof typeof size]);
  });
});
