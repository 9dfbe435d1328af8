import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { describe, expect, test } from '@jest/globals';
import { diff } from '@graphql-inspector/core';
import { buildSchema, parse } from 'graphql';
import { CHANNELS } from './channels.js';

const subgraph = readFileSync('schema/subgraph.graphql', 'utf8');
const live = { name: 'live', url: 'https://live.example.com/graphql', typeDefs: parse(subgraph) };
const channels = { name: 'channels', url: 'https://channels.example.com/graphql', typeDefs: CHANNELS };

describe('the committed subgraph', () => {
  test.each([
    ['alone', [live]],
    ['beside one that extends LiveStream', [live, channels]],
  ])('composes %s, without an error or a warning', (_, services) => {
    const { errors, hints } = composeServices(services);
    expect(errors).toBeUndefined();
    expect(hints?.filter(({ definition }) => definition.level.name === 'WARN')).toEqual([]);
  });

  test('composes with what docs/federation.md tells other teams to write', () => {
    const page = readFileSync('docs/federation.md', 'utf8');
    const [, documented = ''] = /^```graphql\n([\s\S]*?)\n```$/m.exec(page) ?? [];
    const { errors } = composeServices([live, { ...channels, typeDefs: parse(documented) }]);
    expect(errors).toBeUndefined();
  });

  test('loses nothing on the way: the supergraph’s own schema is the one that people read', async () => {
    const { supergraphSdl = '' } = composeServices([live]);
    const composed = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
    const changes = await diff(buildSchema(readFileSync('schema/api.graphql', 'utf8')), composed);
    expect(changes.map(({ path, message }) => `${path ?? ''}: ${message}`)).toEqual([]);
  });

  test('takes the lowest federation version that carries what it imports', () => {
    expect(subgraph).toContain(
      '@link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])',
    );
  });
});
