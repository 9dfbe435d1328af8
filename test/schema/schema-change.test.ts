import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { findChanges, findUnannounced, readSchemaTexts } from '../../tools/schema-check.js';

const BEFORE = `
  type Query { liveStream(appName: String!, streamName: String): LiveStream! }
  type LiveStream { id: ID! status: LiveStreamStatus }
  enum LiveStreamStatus { ONLINE OFFLINE }
  input ForbidInput { until: String reason: String }
  type Mutation { forbid(input: ForbidInput!): ID }
`;
const SUBGRAPH = `type LiveStream @key(fields: "id") @key(fields: "appName streamName") { id: ID! }`;

const changesTo = (from: string, to: string) => {
  expect(BEFORE).toContain(from);
  const after = { api: BEFORE.replace(from, to), subgraph: SUBGRAPH };
  return findChanges({ api: BEFORE, subgraph: SUBGRAPH }, after);
};
const breakingPaths = (changes: Awaited<ReturnType<typeof findChanges>>) =>
  changes.filter(({ level }) => level === 'BREAKING').map(({ path }) => path);

describe('a change of the schema', () => {
  test.each([
    ['a field that goes', 'status: LiveStreamStatus', '', 'LiveStream.status'],
    ['a field that may become null', 'id: ID!', 'id: ID', 'LiveStream.id'],
    ['a field of another type', 'status: LiveStreamStatus', 'status: String', 'LiveStream.status'],
    [
      'an argument that becomes necessary',
      'streamName: String)',
      'streamName: String!)',
      'Query.liveStream.streamName',
    ],
    ['an argument that goes', ', streamName: String', '', 'Query.liveStream.streamName'],
    [
      'a new necessary argument',
      'streamName: String)',
      'streamName: String, at: Int!)',
      'Query.liveStream.at',
    ],
    ['an enum value that goes', 'ONLINE OFFLINE', 'ONLINE', 'LiveStreamStatus.OFFLINE'],
    ['an input field that goes', 'reason: String', '', 'ForbidInput.reason'],
    ['a new necessary input field', 'reason: String', 'reason: String who: ID!', 'ForbidInput.who'],
    ['a mutation that goes', 'forbid(input: ForbidInput!): ID', 'nothing: ID', 'Mutation.forbid'],
  ])('breaks with %s, and is told by its path', async (_, from, to, path) => {
    expect(breakingPaths(await changesTo(from, to))).toContain(path);
  });

  test.each([
    ['a new field', 'id: ID!', 'id: ID! since: String'],
    ['a field that is never null any more', 'status: LiveStreamStatus', 'status: LiveStreamStatus!'],
    ['an argument that is no longer necessary', 'appName: String!', 'appName: String'],
    ['a new optional argument', 'streamName: String)', 'streamName: String, at: Int)'],
    ['a new optional input field', 'reason: String', 'reason: String note: String'],
    ['a new enum value', 'ONLINE OFFLINE', 'ONLINE OFFLINE FORBIDDEN'],
    ['a description', 'type LiveStream', '"What is published." type LiveStream'],
    ['a deprecation', 'id: ID!', 'id: ID! @deprecated(reason: "old")'],
  ])('does not break with %s', async (_, from, to) => {
    const changes = await changesTo(from, to);
    expect(changes.length).toBeGreaterThan(0);
    expect(breakingPaths(changes)).toEqual([]);
  });

  test.each([
    ['goes', SUBGRAPH.replace('@key(fields: "id")', '')],
    ['can no longer be resolved', SUBGRAPH.replace('fields: "id"', 'fields: "id", resolvable: false')],
  ])('breaks with a key that %s: other graphs hold on by it', async (_, subgraph) => {
    const changes = await findChanges({ api: BEFORE, subgraph: SUBGRAPH }, { api: BEFORE, subgraph });
    expect(breakingPaths(changes)).toEqual(['LiveStream.@key(id)']);
  });

  test('a different order of the fields of a key is not a change', async () => {
    const subgraph = SUBGRAPH.replace('appName streamName', 'streamName, appName');
    expect(await findChanges({ api: BEFORE, subgraph: SUBGRAPH }, { api: BEFORE, subgraph })).toEqual([]);
  });
});

describe('an announcement', () => {
  const changelog = (line: string, older = '') =>
    `# Changelog\n\n## [Unreleased]\n\n### Changed\n\n${line}\n\n## [0.1.0]\n\n${older}\n`;

  test('names the path of the breaking change, under Unreleased', async () => {
    const changes = await changesTo('status: LiveStreamStatus', '');
    const line = '- BREAKING: `LiveStream.status` is `LiveStream.state` now.';
    expect(findUnannounced(changes, changelog(line))).toEqual([]);
    expect(findUnannounced(changes, `## [Unreleased]\n${line}`)).toEqual([]);
  });

  test.each([
    ['missing', ''],
    ['of another path', '- BREAKING: `LiveStream.statusOf` is gone.'],
    ['without the word', '- `LiveStream.status` is gone.'],
  ])('that is %s does not count', async (_, line) => {
    const changes = await changesTo('status: LiveStreamStatus', '');
    const unannounced = findUnannounced(changes, changelog(line)).map(({ path }) => path);
    expect(unannounced).toContain('LiveStream.status');
  });

  test('in an older release does not count', async () => {
    const changes = await changesTo('status: LiveStreamStatus', '');
    const older = changelog('', '- BREAKING: `LiveStream.status` is gone.');
    expect(findUnannounced(changes, older)).toHaveLength(1);
  });
});

test('every breaking change of the schema since the last release is announced in CHANGELOG.md', async () => {
  const changes = await findChanges(readSchemaTexts('schema/released'), readSchemaTexts('schema'));
  expect(findUnannounced(changes, readFileSync('CHANGELOG.md', 'utf8'))).toEqual([]);
});
