import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { writeGrants } from '../support/grants.js';

const NAME = 'push.example.com';
const STATE = `query ($name: String!) {
  liveDomain(name: $name) { id name forbiddenCount forbiddenLimit viewerCanResume viewerCanForbid }
}`;
const SEARCH = `query ($search: String, $first: Int! = 50, $after: String) {
  liveDomain(name: "${NAME}") {
    forbiddenStreams(search: $search, first: $first, after: $after) {
      totalCount nodes { appName streamName } pageInfo { endCursor hasNextPage }
    }
  }
}`;

const emulator = createEmulator(
  demoWorld({
    seed: {
      forbidden: [
        ['live', 'Match-1'],
        ['live', 'match-2'],
        ['rehearsal', 'studio'],
        ['live', '新品发布'],
      ].map(([appName = '', streamName = '']) => ({ domainName: NAME, appName, streamName })),
      online: [],
    },
  }),
);
let gateway: TestGateway;
beforeAll(async () => {
  const file = writeGrants(
    { allow: ['read'], domains: ['*'] },
    { allow: ['resume'], domains: [NAME] },
    { allow: ['forbid'], domains: [NAME], apps: ['live'] },
  );
  gateway = await startGateway({ GRANTS_FILE: file }, { emulator });
});
afterAll(() => gateway.close());
beforeEach(() => {
  emulator.reset();
});

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly { readonly appName: string; readonly streamName: string }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

async function search(variables: Readonly<Record<string, unknown>>): Promise<Page> {
  const { body } = await gateway.post(SEARCH, variables);
  expect(body.errors).toBeUndefined();
  return (body.data?.['liveDomain'] as { forbiddenStreams: Page }).forbiddenStreams;
}

describe('liveDomain', () => {
  test('has the same id in any case, the size of its forbid list, and the permissions of its viewer', async () => {
    const { body } = await gateway.post(STATE, { name: NAME });
    expect(body).toEqual({
      data: {
        liveDomain: {
          id: expect.any(String),
          name: NAME,
          forbiddenCount: 4,
          forbiddenLimit: 10_000,
          viewerCanResume: true,
          // Only the streams of one app.
          viewerCanForbid: false,
        },
      },
    });
    const again = await gateway.post(STATE, { name: 'PUSH.Example.COM' });
    expect(again.body).toEqual(body);
  });

  test.each([
    ['part of a stream name, in any case', 'MATCH', ['live/Match-1', 'live/match-2']],
    ['part of an app name', 'hears', ['rehearsal/studio']],
    ['both together', 'live/match-2', ['live/match-2']],
    ['another script', '新品', ['live/新品发布']],
    ['a text that occurs nowhere', 'xyz', []],
    [
      'an empty text, which is none',
      '',
      ['live/Match-1', 'live/match-2', 'live/新品发布', 'rehearsal/studio'],
    ],
  ])('finds by %s', async (_what, text, expected) => {
    const { nodes, totalCount } = await search({ search: text });
    expect(nodes.map(({ appName, streamName }) => `${appName}/${streamName}`)).toEqual(expected);
    expect(totalCount).toBe(expected.length);
  });

  test('a search has pages, and its cursor is valid only for the same search', async () => {
    const first = await search({ search: 'match', first: 1 });
    expect(first.pageInfo.hasNextPage).toBe(true);
    const { nodes, pageInfo } = await search({ search: 'match', first: 1, after: first.pageInfo.endCursor });
    expect(nodes).toEqual([{ appName: 'live', streamName: 'match-2' }]);
    expect(pageInfo.hasNextPage).toBe(false);
    emulator.reset();
    const { body } = await gateway.post(SEARCH, { search: 'studio', after: first.pageInfo.endCursor });
    expect(body.data).toEqual({ liveDomain: { forbiddenStreams: null } });
    expect(body.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      violations: [{ path: 'after', rule: 'cursor' }],
    });
    expect(emulator.calls()).toEqual([]);
  });

  test('a search of 256 characters is refused without a call', async () => {
    await gateway.post(STATE, { name: NAME });
    emulator.reset();
    const { body } = await gateway.post(SEARCH, { search: 'x'.repeat(256) });
    expect(body.errors?.[0]?.extensions).toMatchObject({
      violations: [{ path: 'search', rule: 'maxLength' }],
    });
    expect(emulator.calls()).toEqual([]);
  });
});
