import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Kind, parse, type VariableDefinitionNode } from 'graphql';
import { argumentPathOf } from '../../src/graphql/variable-uses.js';

/** Returns the definitions of all variables of a document. */
function variablesOf(text: string): readonly VariableDefinitionNode[] {
  return parse(text).definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? (definition.variableDefinitions ?? []) : [],
  );
}

const pathsOf = (text: string): (string | undefined)[] => variablesOf(text).map(argumentPathOf);

describe('the path of a variable is the first argument that uses it', () => {
  test.each([
    ['the argument itself', 'query ($v: I!) { a(input: $v) }', ['input']],
    ['a field of an input object', 'query ($v: I!) { a(input: { b: { c: $v } }) }', ['input.b.c']],
    ['a member of a list', 'query ($v: I!) { a(list: [1, { b: $v }]) }', ['list[1].b']],
    ['an argument of a deeper field', 'query ($v: I!) { a(x: 1) { b { c(first: $v) } } }', ['first']],
    ['two arguments', 'query ($v: I!) { a(x: 1, first: $v) { b(second: $v) } }', ['first']],
    ['an inline fragment', 'query ($v: I!) { ... on Query { a(input: $v) } }', ['input']],
    ['a fragment', 'query ($v: I!) { ...F } fragment F on Query { a { ...F b(input: $v) } }', ['input']],
    ['a directive and an argument', 'query ($v: B!) { a @skip(if: $v) b(input: $v) }', ['input']],
    ['only a directive', 'query ($v: B!) { a @skip(if: $v) }', [undefined]],
    ['nothing', 'query ($v: I!) { a }', [undefined]],
    [
      'another argument in each operation',
      'query A($v: I!) { a(one: $v) } query B($u: I, $v: I!) { a(two: $v, three: $u) }',
      ['one', 'three', 'two'],
    ],
  ])('%s', (_what, text, paths) => {
    expect(pathsOf(text)).toEqual(paths);
  });

  test('in the persisted documents of the client package, it is the name of the variable', () => {
    const documents = JSON.parse(readFileSync('schema/client/persisted-documents.json', 'utf8')) as object;
    const texts = Object.values(documents) as string[];
    expect(texts.length).toBeGreaterThan(10);
    for (const text of texts)
      expect(pathsOf(text)).toEqual(variablesOf(text).map(({ variable }) => variable.name.value));
  });
});
