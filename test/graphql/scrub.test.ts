import { describe, expect, test } from '@jest/globals';
import { buildSchema, execute, GraphQLError, parse } from 'graphql';
import { coercionViolations, scrubbedMessage } from '../../src/graphql/scrub.js';

const schema = buildSchema(`
  enum Kind { PUBLISHER }
  input Inner { name: String!, kind: Kind }
  input Outer { inner: Inner!, list: [Inner!] }
  type Query { a(input: Outer!): Int }
`);
const document = parse('query($input: Outer!) { a(input: $input) }');

/** Returns the errors of graphql-js for invalid variables. */
function violationsOf(input: unknown): unknown[] {
  const { errors = [] } = execute({ schema, document, variableValues: { input } }) as {
    errors?: GraphQLError[];
  };
  expect(errors.length).toBeGreaterThan(0);
  return errors.flatMap(coercionViolations);
}
const SECRET = 'SECRET7f3a';

describe('coercionViolations', () => {
  test('contains the path of an invalid value', () => {
    expect(violationsOf({ inner: { name: 7 } })).toMatchObject([{ path: 'input.inner.name', rule: 'type' }]);
    expect(violationsOf({ inner: { name: 'a' }, list: [{ name: 'b' }, { name: [] }] })).toMatchObject([
      { path: 'input.list[1].name', rule: 'type' },
    ]);
  });

  test.each([
    ['a text for an enum', { inner: { name: 'a', kind: SECRET } }],
    ['a text that quotes a path', { inner: { name: 'a', kind: ` at "${SECRET}"; ` } }],
    ['an object whose key quotes a path', { inner: { name: { [` at "${SECRET}"; `]: 1 } } }],
    ['an unknown field that quotes a path', { inner: { name: 'a', [` at "${SECRET}"; `]: 1 } }],
    ['a list for a text', { inner: { name: [SECRET] } }],
    ['a text for everything', SECRET],
  ])('does not quote %s', (_, input) => {
    expect(JSON.stringify(violationsOf(input))).not.toContain(SECRET);
  });
});

describe('scrubbedMessage', () => {
  test.each([
    ['a text that stands where none may', `{ a "${SECRET}" }`],
    ['a block text', `{ a(b: 1 """${SECRET}""") }`],
    ['a text without its first quote', `{ a(b: 1) { $${SECRET} } }`],
    ['a name where a value has lost its quotes', `query($ ${SECRET}: !) { a }`],
  ])('does not quote %s in a syntax error', (_, text) => {
    const thrown = syntaxErrorOf(text);
    expect(scrubbedMessage(thrown, thrown.message)).toMatch(/^Syntax Error: /);
    expect(scrubbedMessage(thrown, thrown.message)).not.toContain(SECRET);
  });
});

test('the name of a missing operation is not quoted', () => {
  const error = new GraphQLError(`Unknown operation named "${SECRET}".`);
  expect(scrubbedMessage(error, error.message)).toBe('Unknown operation named in `operationName`.');
});

function syntaxErrorOf(text: string): GraphQLError {
  try {
    parse(text);
  } catch (thrown) {
    return thrown as GraphQLError;
  }
  throw new Error('the document can be parsed');
}
