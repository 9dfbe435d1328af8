import { buildSchema, parse, validate, isTypeSystemDefinitionNode, isTypeSystemExtensionNode } from 'graphql';
import { describe, expect, test } from '@jest/globals';
import { parse as parseYaml } from 'yaml';
import { parseGrants } from '../../src/access/parse-grants.js';
import { composeSupergraph } from '../federation/supergraph.js';
import { allBlocks, readPage } from './pages.js';

const api = buildSchema(readPage('schema/api.graphql'));
const titled = (language: string): [string, string][] =>
  allBlocks(language).map(({ place, text }) => [place, text]);

describe('a graphql block', () => {
  test.each(titled('graphql'))('%s is valid against the schema', (_place, text) => {
    const document = parse(text);
    const isSchema = document.definitions.every(
      (node) => isTypeSystemDefinitionNode(node) || isTypeSystemExtensionNode(node),
    );
    // A schema block is the schema of another team.
    const other = { name: 'other', url: 'http://127.0.0.1:4001/graphql', typeDefs: document };
    if (isSchema) expect(() => composeSupergraph('http://127.0.0.1:4000/graphql', other)).not.toThrow();
    else expect(validate(api, document)).toEqual([]);
  });
});

describe('a json block', () => {
  test.each(titled('json'))('%s is JSON', (_place, text) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
  });
});

describe('a yaml block', () => {
  test.each(titled('yaml'))('%s is YAML, and grants are valid', (_place, text) => {
    const content = parseYaml(text) as object;
    expect(content).toEqual(expect.any(Object));
    if ('grants' in content) expect(parseGrants(text).length).toBeGreaterThan(0);
  });
});

test('there are blocks of each kind', () => {
  for (const language of ['graphql', 'json', 'yaml', 'sh'])
    expect(allBlocks(language).length).toBeGreaterThan(4);
});
