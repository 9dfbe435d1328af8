import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { describe, expect, test } from '@jest/globals';
import { diff } from '@graphql-inspector/core';
import { composeServices as composeWithGuild } from '@theguild/federation-composition';
import { federateSubgraphs, ROUTER_COMPATIBILITY_VERSION_ONE } from '@wundergraph/composition';
import { buildSchema, parse } from 'graphql';
import { CHANNELS } from './channels.js';

const subgraph = readFileSync('schema/subgraph.graphql', 'utf8');
const live = { name: 'live', url: 'https://live.example.com/graphql', typeDefs: parse(subgraph) };
const channels = { name: 'channels', url: 'https://channels.example.com/graphql', typeDefs: CHANNELS };

/** The subgraph of another team with the page information of Relay, in the usual form. */
const incidents = {
  name: 'incidents',
  url: 'https://incidents.example.com/graphql',
  typeDefs: parse(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
    type Query { incidents(first: Int!): IncidentConnection! }
    type Incident @key(fields: "id") { id: ID! }
    type IncidentEdge { cursor: String! node: Incident! }
    type IncidentConnection { edges: [IncidentEdge!]! pageInfo: PageInfo! }
    type PageInfo @shareable {
      hasNextPage: Boolean!
      hasPreviousPage: Boolean!
      startCursor: String
      endCursor: String
    }
  `),
};

/** The subgraph of another team that refers to each entity by each of its keys, in fields and in a union. */
const reports = {
  name: 'reports',
  url: 'https://reports.example.com/graphql',
  typeDefs: parse(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires"])
    type Query { reports: [Report!] subjects: [Subject!] }
    type Report @key(fields: "id") { id: ID! job: BulkResume action: LiveStreamAction domain: LiveDomain }
    union Subject = LiveStream | LiveDomain | Report
    type BulkResume @key(fields: "id", resolvable: false) { id: ID! }
    type LiveStreamAction @key(fields: "id", resolvable: false) { id: ID! }
    type LiveDomain @key(fields: "name") @key(fields: "id", resolvable: false) { name: String! id: ID! @external owner: String }
    enum LiveStreamStatus { FORBIDDEN OFFLINE ONLINE }
    type LiveStream @key(fields: "id") {
      id: ID!
      status: LiveStreamStatus @external
      badge: String @requires(fields: "status")
    }
  `),
};

type Service = typeof live;

function composeWithWunderGraph(all: readonly Service[]): unknown {
  const subgraphs = all.map(({ name, url, typeDefs }) => ({ name, url, definitions: typeDefs }));
  const result = federateSubgraphs({ subgraphs, version: ROUTER_COMPATIBILITY_VERSION_ONE });
  return result.success ? undefined : result.errors;
}

describe('the committed subgraph', () => {
  test.each([
    ['alone', [live]],
    ['beside one that extends LiveStream', [live, channels]],
  ])('composes %s, without an error or a warning', (_, services) => {
    const { errors, hints } = composeServices(services);
    expect(errors).toBeUndefined();
    expect(hints?.filter(({ definition }) => definition.level.name === 'WARN')).toEqual([]);
  });

  test.each([
    ['Apollo', (all: readonly Service[]) => composeServices([...all]).errors],
    ['The Guild', (all: readonly Service[]) => composeWithGuild([...all]).errors],
    ['WunderGraph', composeWithWunderGraph],
  ])('composes with a subgraph that has its own Relay connection, by the composition of %s', (_, compose) => {
    expect(compose([live, incidents])).toBeUndefined();
  });

  test.each([
    ['Apollo', (all: readonly Service[]) => composeServices([...all]).errors],
    ['The Guild', (all: readonly Service[]) => composeWithGuild([...all]).errors],
    ['WunderGraph', composeWithWunderGraph],
  ])(
    'composes with references by each key and `@requires` on the status, by the composition of %s',
    (_, compose) => {
      expect(compose([live, incidents, channels, reports])).toBeUndefined();
    },
  );

  test('has no Node and no root field `node`, and marks the fields for operators', () => {
    expect(subgraph).not.toMatch(/\binterface Node\b|\bnode\(/);
    expect(subgraph).not.toMatch(/@cost|@listSize/);
    expect(subgraph).toContain('liveCallBudgets: [LiveCallBudget!] @tag(name: "operator")');
  });

  test('composes with the subgraph that docs/federation.md recommends', () => {
    const page = readFileSync('docs/federation.md', 'utf8');
    const [, documented = ''] = /^```graphql\n([\s\S]*?)\n```$/m.exec(page) ?? [];
    const { errors } = composeServices([live, { ...channels, typeDefs: parse(documented) }]);
    expect(errors).toBeUndefined();
  });

  test('loses nothing: the supergraph has the schema for people', async () => {
    const { supergraphSdl = '' } = composeServices([live]);
    const composed = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
    const changes = await diff(buildSchema(readFileSync('schema/api.graphql', 'utf8')), composed);
    expect(changes.map(({ path, message }) => `${path ?? ''}: ${message}`)).toEqual([]);
  });

  test('uses the lowest federation version that has its imports', () => {
    expect(subgraph).toContain(
      '@link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@tag"])',
    );
  });
});
