import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { LEAK_MARKS } from '../../src/emulator/leak-marks.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { DOMAIN, FORBID, RESUME, RESUME_AND_READ } from '../support/queries.js';

const ON_AIR = { domainName: 'push.example.com', appName: 'live', streamName: 'match-44' };
const STREAM = `query ($domainName: String!, $appName: String!, $streamName: String!) {
  liveStream(domainName: $domainName, appName: $appName, streamName: $streamName) {
    id status publishedAt forbiddenUntil actions { totalCount edges { node { id } } }
  }
}`;

const emulator = createEmulator(demoWorld());
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({}, { emulator });
});
afterAll(() => gateway.close());
beforeEach(() => {
  emulator.reset();
});

async function dataOf(query: string, variables: Readonly<Record<string, unknown>>) {
  const { body, text } = await gateway.post(query, variables);
  expect(body.errors).toBeUndefined();
  for (const mark of Object.values(LEAK_MARKS)) expect(text).not.toContain(mark);
  return body.data ?? {};
}

const statusOf = async (stream: typeof ON_AIR): Promise<unknown> =>
  ((await dataOf(STREAM, stream))['liveStream'] as { status: string }).status;

async function listed(): Promise<string[]> {
  const { liveDomain } = (await dataOf(DOMAIN, { name: 'push.example.com' })) as {
    liveDomain: { forbiddenStreams: { edges: { node: { appName: string; streamName: string } }[] } };
  };
  return liveDomain.forbiddenStreams.edges.map(({ node }) => `${node.appName}/${node.streamName}`);
}

describe('through GraphQL alone', () => {
  test('a forbid makes the stream FORBIDDEN and listed, and a resume reverts both', async () => {
    expect(await statusOf(ON_AIR)).toBe('ONLINE');
    expect(await listed()).not.toContain('live/match-44');

    const forbidden = await dataOf(FORBID, { input: ON_AIR });
    expect(forbidden['forbidLiveStream']).toMatchObject({ stream: { status: 'FORBIDDEN' } });
    expect(await statusOf(ON_AIR)).toBe('FORBIDDEN');
    expect(await listed()).toContain('live/match-44');

    const resumed = await dataOf(RESUME_AND_READ, { input: ON_AIR });
    expect(resumed['resumeLiveStream']).toMatchObject({ stream: { status: 'OFFLINE', publishedAt: null } });
    expect(await statusOf(ON_AIR)).toBe('OFFLINE');
    expect(await listed()).not.toContain('live/match-44');
    expect(emulator.forbidden()).not.toContainEqual(expect.objectContaining(ON_AIR));
  });
});

describe('a stream', () => {
  test('that is online has its start time, but nothing about its publisher or its key', async () => {
    const since = '2026-01-02T03:04:05.000Z';
    const stream = { ...ON_AIR, domainName: 'push.brand-b.example.com', streamName: 'since' };
    emulator.publish({ ...stream, publishedAtMs: Date.parse(since) });
    const { liveStream } = await dataOf(STREAM, stream);
    expect(liveStream).toMatchObject({ status: 'ONLINE', publishedAt: since });
  });

  test('without any record is OFFLINE, without actions or an end', async () => {
    const { liveStream } = await dataOf(STREAM, { ...ON_AIR, streamName: 'nobody' });
    expect(liveStream).toMatchObject({
      status: 'OFFLINE',
      publishedAt: null,
      forbiddenUntil: null,
      actions: { totalCount: 0, edges: [] },
    });
  });

  test('of an unknown domain has an address and no status', async () => {
    const { body } = await gateway.post(STREAM, { ...ON_AIR, domainName: 'push.unknown.example.com' });
    expect(body.errors?.map(({ path, extensions }) => [path?.at(-1), extensions['code']]).sort()).toEqual([
      ['publishedAt', 'DOMAIN_NOT_FOUND'],
      ['status', 'DOMAIN_NOT_FOUND'],
    ]);
  });

  test('of a streaming domain is refused with a message that names the difference', async () => {
    const { body, text } = await gateway.post(
      'query ($d: String!) { liveStream(domainName: $d, appName: "live", streamName: "a") { status } }',
      { d: 'live.example.com' },
    );
    expect(body.errors?.[0]).toMatchObject({
      path: ['liveStream', 'status'],
      extensions: { code: 'BAD_USER_INPUT', violations: [{ path: 'domainName', rule: 'ingestDomain' }] },
    });
    expect(JSON.stringify(body.errors?.[0]?.extensions)).toContain('ingest domain');
    expect(text).not.toContain('live.example.com');
  });

  test.each([
    ['resume', RESUME],
    ['forbid', FORBID],
  ])(
    'of a streaming domain cannot be acted on (%s), in words that name the difference',
    async (_what, act) => {
      const { body } = await gateway.post(act, { input: { ...ON_AIR, domainName: 'live.example.com' } });
      expect(body.errors?.[0]?.message).toContain('the ingest domain is meant, not the streaming domain');
      expect(body.errors?.[0]?.extensions).toMatchObject({
        code: 'OPERATION_NOT_ALLOWED',
        outcome: 'REJECTED',
      });
    },
  );

  test.each([
    ['a first of 501', 'first: 501', 'first range'],
    ['a first of 0', 'first: 0', 'first range'],
    ['a cursor that nobody gave out', 'after: "abc"', 'after cursor'],
  ])('whose actions are asked for with %s is refused by path', async (_what, args, expected) => {
    const { body } = await gateway.post(
      `query ($domainName: String!, $appName: String!, $streamName: String!) {
        liveStream(domainName: $domainName, appName: $appName, streamName: $streamName) {
          actions(${args}) { totalCount }
        }
      }`,
      DEMO_STREAM,
    );
    const [error] = body.errors ?? [];
    expect(error?.path).toEqual(['liveStream', 'actions']);
    const [violation] = error?.extensions['violations'] as { path: string; rule: string }[];
    expect(`${violation?.path} ${violation?.rule}`).toBe(expected);
  });
});

describe('a read that cannot be made', () => {
  const BRANDS = `query { a: liveDomain(name: "push.brand-a.example.com") { name }
    b: liveStream(domainName: "push.brand-b.example.com", appName: "live", streamName: "x") { status } }`;
  let poor: TestGateway;
  afterEach(() => poor.close());

  test('in time because there is no permit returns the time of the next permit', async () => {
    const env = { BUDGET_DESCRIBE_LIVE_DOMAIN_MAPPING: '0.05', REQUEST_TIMEOUT_MS: '300' };
    poor = await startGateway(env, { emulator: createEmulator(demoWorld()) });
    const { body } = await poor.post(BRANDS);
    const told = body.errors?.map(({ extensions }) => extensions);
    expect(told).toEqual([
      expect.objectContaining({
        code: 'RATE_LIMITED',
        retryable: true,
        outcome: 'NOT_SENT',
        operation: 'DescribeLiveDomainMapping',
        retryAfterMs: expect.any(Number),
      }),
    ]);
    expect(poor.emulator.calls().length).toBeLessThan(2);
  });

  test.each([
    ['DescribeLiveDomainMapping', 'InternalError', 'UPSTREAM_UNAVAILABLE', true],
    ['DescribeLiveStreamsBlockList', 'InternalError', 'UPSTREAM_UNAVAILABLE', true],
    ['DescribeLiveStreamsOnlineList', '200-html', 'UPSTREAM_ERROR', false],
    ['DescribeLiveStreamsBlockList', 'Forbidden', 'UPSTREAM_DENIED', false],
  ] as const)('because %s fails with %s is told as %s', async (operation, fault, code, retryable) => {
    const world = createEmulator(demoWorld());
    poor = await startGateway({}, { emulator: world, guard: { retry: { attempts: 1 } } });
    world.inject({ operation, fault, times: 'always' });
    const { body, text } = await poor.post(
      `query { liveStream(domainName: "push.example.com", appName: "live", streamName: "match-44") { status } }`,
    );
    expect(body.errors?.[0]).toMatchObject({
      path: ['liveStream', 'status'],
      extensions: { code, retryable },
    });
    for (const mark of Object.values(LEAK_MARKS)) expect(text).not.toContain(mark);
  });
});
