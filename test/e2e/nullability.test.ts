import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const ADDRESS = 'domainName: "push.brand-b.example.com", appName: "live", streamName: "cooking"';

const emulator = createEmulator(demoWorld());
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({ LIVE_TIMEOUT_MS: '500' }, { emulator });
});
afterAll(() => gateway.close());
beforeEach(() => {
  emulator.reset();
});

describe('a field that fails', () => {
  test('of a mutation hides no RequestId of other mutations, and does not stop the next ones', async () => {
    const unknown = { ...DEMO_STREAM, domainName: 'push.unknown.example.com' };
    const other = { ...DEMO_STREAM, streamName: 'match-43' };
    const { body } = await gateway.post(
      `mutation ($a: ResumeLiveStreamInput!, $b: ResumeLiveStreamInput!, $c: ResumeLiveStreamInput!) {
        a: resumeLiveStream(input: $a) { requestId }
        b: resumeLiveStream(input: $b) { requestId }
        c: resumeLiveStream(input: $c) { requestId }
      }`,
      { a: DEMO_STREAM, b: unknown, c: other },
    );
    const [first, , third] = emulator.calls().map(({ requestId }) => requestId);
    expect(body.data).toEqual({ a: { requestId: first }, b: null, c: { requestId: third } });
    expect(body.errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['b'], 'DOMAIN_NOT_FOUND'],
    ]);
    expect(emulator.forbidden()).not.toContainEqual(expect.objectContaining(other));
  });

  test('at the root does not remove another root field', async () => {
    const { body } = await gateway.post(`{
      refused: liveDomain(name: "live.example.com") { name }
      domain: liveDomain(name: "push.example.com") { name }
      wrong: liveStream(domainName: "", appName: "live", streamName: "x") { id }
      budgets: liveCallBudgets { operation }
    }`);
    expect(body.data).toMatchObject({
      refused: null,
      domain: { name: 'push.example.com' },
      wrong: null,
      budgets: expect.any(Array),
    });
    expect(body.errors).toHaveLength(2);
  });

  test('such as the online list does not remove the other fields of the stream and the domain', async () => {
    emulator.inject({ operation: 'DescribeLiveStreamsOnlineList', fault: 'Forbidden.RAM', times: 'always' });
    const { body } = await gateway.post(`{
      liveStream(${ADDRESS}) { streamName status publishedAt viewerCanResume actions { totalCount } }
      liveDomain(name: "push.brand-b.example.com") {
        name
        onlineStreams { totalCount }
        forbiddenStreams { totalCount nodes { streamName } }
      }
    }`);
    expect(body.data).toEqual({
      liveStream: {
        streamName: 'cooking',
        status: null,
        publishedAt: null,
        viewerCanResume: true,
        actions: { totalCount: 0 },
      },
      liveDomain: {
        name: 'push.brand-b.example.com',
        onlineStreams: null,
        forbiddenStreams: {
          totalCount: 1,
          nodes: [{ streamName: 'market-day' }],
        },
      },
    });
    expect(body.errors?.map(({ path }) => path?.join('.')).sort()).toEqual([
      'liveDomain.onlineStreams',
      'liveStream.publishedAt',
      'liveStream.status',
    ]);
  });
});
