import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { toCursor } from '../../src/graphql/page/cursor.js';
import { toStreamId } from '../../src/stream/address.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { FORBID } from '../support/queries.js';

const STREAM = `query ($domainName: String!, $appName: String!, $streamName: String!, $first: Int! = 20, $after: String) {
  liveStream(domainName: $domainName, appName: $appName, streamName: $streamName) {
    forbiddenUntil
    actions(first: $first, after: $after) {
      totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
      edges {
        cursor
        node { id kind outcome by reason until startedAt finishedAt code requestId correlationId bulkResumeId }
      }
    }
  }
}`;
const RESUME = `mutation ($input: ResumeLiveStreamInput!) {
  resumeLiveStream(input: $input) { requestId stream { forbiddenUntil actions(first: 1) { edges { node { kind } } } } }
}`;
const UNTIL = '2040-01-02T03:04:05.000Z';

interface Read {
  readonly forbiddenUntil: string | null;
  readonly actions: {
    readonly totalCount: number;
    readonly pageInfo: Readonly<Record<string, unknown>>;
    readonly edges: readonly { readonly cursor: string; readonly node: Readonly<Record<string, unknown>> }[];
  };
}

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

async function read(page: Readonly<Record<string, unknown>> = {}): Promise<Read> {
  const { body } = await gateway.post(STREAM, { ...DEMO_STREAM, ...page });
  expect(body.errors).toBeUndefined();
  return body.data?.['liveStream'] as Read;
}

describe('the actions of a stream', () => {
  test('are listed newest first, with kind, caller, reason, end time and outcome', async () => {
    const input = { ...DEMO_STREAM, until: UNTIL, reason: 'rights holder complained' };
    const { body } = await gateway.post(FORBID, { input });
    expect(body.errors).toBeUndefined();
    gateway.emulator.inject({ fault: 'IllegalOperation', operation: 'ForbidLiveStream' });
    await gateway.post(FORBID, { input: { ...input, reason: null } });

    const { forbiddenUntil, actions } = await read();
    expect(forbiddenUntil).toBe(UNTIL);
    const [refused, forbidden] = actions.edges.map(({ node }) => node);
    const about = { id: expect.any(String), by: expect.any(String), bulkResumeId: null, until: UNTIL };
    const times = { startedAt: expect.any(String), finishedAt: expect.any(String) };
    const [first, second] = gateway.emulator.calls({ action: 'ForbidLiveStream' });
    expect(forbidden).toEqual({
      ...about,
      ...times,
      kind: 'FORBID',
      outcome: 'SUCCEEDED',
      reason: 'rights holder complained',
      code: null,
      requestId: first?.requestId,
      correlationId: expect.any(String),
    });
    expect(refused).toEqual({
      ...about,
      ...times,
      kind: 'FORBID',
      outcome: 'REJECTED',
      reason: null,
      code: 'OPERATION_NOT_ALLOWED',
      requestId: second?.requestId,
      correlationId: expect.any(String),
    });
  });

  test('include the new action in the payload of a mutation, and a resume removes the end time', async () => {
    const { body } = await gateway.post(RESUME, { input: DEMO_STREAM });
    expect(body.data?.['resumeLiveStream']).toMatchObject({
      stream: { forbiddenUntil: null, actions: { edges: [{ node: { kind: 'RESUME' } }] } },
    });
  });

  test('are listed page by page', async () => {
    const kinds: unknown[] = [];
    let after: unknown = null;
    for (let page = 0; page < 3; page += 1) {
      const { actions } = await read({ first: 1, after });
      expect([actions.totalCount, actions.edges.length]).toEqual([3, 1]);
      expect(actions.pageInfo).toMatchObject({ hasNextPage: page < 2, hasPreviousPage: page > 0 });
      kinds.push(actions.edges[0]?.node['kind']);
      after = actions.pageInfo['endCursor'];
    }
    expect(kinds).toEqual(['RESUME', 'FORBID', 'FORBID']);
  });

  test.each([
    ['another stream', toCursor(['actions', toStreamId({ ...DEMO_STREAM, streamName: 'x' })], ['1'])],
    ['another list', toCursor(['forbidden', DEMO_STREAM.domainName, ''], ['live', 'a'])],
    ['a forger', toCursor(['actions', toStreamId(DEMO_STREAM)], ['\0'])],
    ['nobody', 'bm9ib2R5'],
  ])('refuses a cursor of %s', async (_whose, after) => {
    const { body } = await gateway.post(STREAM, { ...DEMO_STREAM, after });
    expect(body.errors?.[0]).toMatchObject({
      path: ['liveStream', 'actions'],
      extensions: { code: 'BAD_USER_INPUT', violations: [{ path: 'after', rule: 'cursor' }] },
    });
  });
});
