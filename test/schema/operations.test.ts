import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  type DocumentNode,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  validate,
} from 'graphql';
import * as client from '../../schema/client/graphql.js';

const FOLDER = 'schema/operations';
const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
const persisted = JSON.parse(readFileSync('schema/client/persisted-documents.json', 'utf8')) as object;
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.graphql'));
const read = (file: string): string => readFileSync(`${FOLDER}/${file}`, 'utf8');

function operationsOf(document: DocumentNode): OperationDefinitionNode[] {
  return document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
}

test('every set of variables belongs to a document', () => {
  const sets = readdirSync(FOLDER).filter((file) => file.endsWith('.variables.json'));
  expect(sets).toEqual(files.map((file) => file.replace(/graphql$/, 'variables.json')));
});

describe.each(files)('%s', (file) => {
  const document = parse(read(file));
  const [operation, ...others] = operationsOf(document);
  if (operation?.name === undefined) throw new Error(`${file} has no named operation`);
  const name = operation.name.value;

  test('has one operation with the name of its file', () => {
    expect(others).toEqual([]);
    expect(name.replace(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase()).toBe(
      file.replace('.graphql', ''),
    );
  });

  test('is valid against schema/api.graphql', () => {
    expect(validate(schema, document)).toEqual([]);
  });

  test('has only declared variables, with valid values', () => {
    const variables = JSON.parse(read(file.replace(/graphql$/, 'variables.json'))) as Record<string, unknown>;
    const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
    expect(errors).toBeUndefined();
    const taken = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
    expect(taken).toEqual(expect.arrayContaining(Object.keys(variables)));
  });

  test('is a typed document of the client, and its hash is in the manifest', () => {
    const typed = (client as unknown as Record<string, DocumentNode & { __meta__: { hash: string } }>)[
      `${name}Document`
    ];
    if (typed === undefined) throw new Error(`the client has no ${name}Document`);
    expect(print(operationsOf(typed)[0] ?? typed)).toBe(print(operation));
    expect(Object.keys(persisted)).toContain(typed.__meta__.hash);
  });
});
