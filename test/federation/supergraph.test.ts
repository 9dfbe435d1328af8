import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { type FaultName } from '../../src/emulator/faults/catalogue.js';
import { LEAK_MARKS } from '../../src/emulator/leak-marks.js';
import { ERROR_CODES, type ErrorCode } from '../../src/stream/error-codes.js';
import { toStreamId } from '../../src/stream/address.js';
import { type GraphqlAnswer } from '../support/gateway.js';
import { startApolloGateway, startHiveGateway, type SupergraphGateway } from './gateways.js';
import { type FederatedWorld, startWorld, type Mood, toStream } from './world.js';

const startHiveWithRustPlanner = (supergraph: string): Promise<SupergraphGateway> =>
  startHiveGateway(supergraph, { rustPlanner: true });

const RESUME = `mutation ($input: ResumeLiveStreamInput!) { resumeLiveStream(input: $input) { requestId } }`;
const FORBID = `mutation ($input: ForbidLiveStreamInput!) {
  forbidLiveStream(input: $input) { requestId until stream { id status } }
}`;
const CHANNEL = `query ($id: ID!) {
  channel(id: $id) { stream { id status likes } }
}`;
const LISTED = `query { liveDomain(name: "push.example.com") {
  streamingDomain
  forbiddenStreams(first: 500) { totalCount edges { node { id streamName likes } } }
} }`;

interface ErrorCase {
  readonly fault?: FaultName;
  readonly input?: object;
  readonly token?: 'none';
  readonly mood?: Mood;
  /** The returned fields in addition to `code` and `correlationId`. */
  readonly extensions: Readonly<Record<string, unknown>>;
  /** Whether the upstream returned a RequestId. */
  readonly answered?: true;
}

const later = { retryable: true, retryAfterMs: expect.any(Number) };
const rejected = { retryable: false, outcome: 'REJECTED' };

/** One case for each code. The code of bulk jobs has its own test. */
const CASES: Partial<Record<ErrorCode, ErrorCase>> = {
  BAD_USER_INPUT: {
    input: { ...DEMO_STREAM, streamName: '' },
    extensions: {
      retryable: false,
      violations: [{ path: 'input.streamName', rule: 'required', message: 'must not be empty' }],
    },
  },
  UNAUTHENTICATED: { token: 'none', extensions: { retryable: false } },
  FORBIDDEN: {
    input: { ...DEMO_STREAM, domainName: 'push.brand-a.example.com' },
    extensions: { retryable: false },
  },
  DOMAIN_NOT_FOUND: {
    input: { ...DEMO_STREAM, domainName: 'push.unknown.example.com' },
    extensions: { ...rejected, upstreamCode: 'InvalidDomain.NotFound' },
    answered: true,
  },
  OPERATION_NOT_ALLOWED: { fault: 'IllegalOperation', extensions: rejected, answered: true },
  QUOTA_EXCEEDED: { fault: 'QuotaExceeded.Blacklist', extensions: rejected, answered: true },
  RATE_LIMITED: {
    fault: 'throttling-retry-after',
    extensions: { ...later, outcome: 'REJECTED', operation: 'ResumeLiveStream' },
    answered: true,
  },
  UPSTREAM_TIMEOUT: { fault: 'hang', extensions: { ...later, outcome: 'UNKNOWN' } },
  UPSTREAM_UNAVAILABLE: { fault: '502-html', extensions: { ...later, outcome: 'UNKNOWN' } },
  UPSTREAM_DENIED: { fault: 'Forbidden.RAM', extensions: rejected, answered: true },
  UPSTREAM_ERROR: { fault: '200-object', extensions: { retryable: false, outcome: 'UNKNOWN' } },
  INTERNAL_SERVER_ERROR: { fault: '502-html', mood: 'broken', extensions: { retryable: false } },
  // This case is the last one, because the guard uses an unavailable store less often for some time.
  STORE_UNAVAILABLE: { mood: 'storeless', extensions: { retryable: true, outcome: 'NOT_SENT' } },
};

describe.each([
  ['@apollo/gateway', (supergraph: string) => startApolloGateway(supergraph)],
  ['@graphql-hive/gateway', (supergraph: string) => startHiveGateway(supergraph)],
  ['@graphql-hive/gateway with the planner in Rust', startHiveWithRustPlanner],
] as const)('behind %s, with another subgraph', (_, startFront) => {
  let world: FederatedWorld;
  const answers: GraphqlAnswer[] = [];

  beforeAll(async () => {
    world = await startWorld(startFront);
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.live.emulator.reset();
    world.set('well');
  });

  const ask = async (query: string, variables: Record<string, unknown> = {}, token = world.live.token) => {
    const answer = await world.front.post(query, variables, token);
    answers.push(answer);
    return answer;
  };
  const calls = () => world.live.emulator.calls();

  test('a success is returned with Alibaba’s RequestId', async () => {
    const { data, errors } = await ask(RESUME, { input: DEMO_STREAM });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ resumeLiveStream: { requestId: calls()[0]?.requestId } });
  });

  test('another graph adds fields to a stream by id, and refers to a stream by its address', async () => {
    const { data, errors } = await ask(CHANNEL, { id: '0' });
    expect(errors).toBeUndefined();
    const { streamName } = toStream(0);
    expect(data).toEqual({
      channel: { stream: { id: toStreamId(toStream(0)), status: 'ONLINE', likes: streamName.length } },
    });
  });

  test('100 streams of another graph are read with three upstream calls', async () => {
    const query = `query { channels(first: 100) { stream { streamName status likes } } }`;
    const { data, errors } = await ask(query);
    expect(errors).toBeUndefined();
    const streams = (data?.['channels'] as { stream: { status: string } }[]).map(({ stream }) => stream);
    expect(streams).toHaveLength(100);
    expect(streams[0]).toMatchObject({ streamName: toStream(0).streamName, status: 'ONLINE' });
    expect(streams.filter(({ status }) => status === 'OFFLINE')).toHaveLength(98);
    expect(calls().length).toBeLessThanOrEqual(3);
  });

  test('each step of forbid, FORBIDDEN, listed, resume, not listed is visible to the next request', async () => {
    const input = toStream(0);
    const forbidden = (await ask(FORBID, { input: { ...input, reason: 'no rights' } })).data;
    expect(forbidden?.['forbidLiveStream']).toMatchObject({
      requestId: calls()[0]?.requestId,
      stream: { status: 'FORBIDDEN' },
    });
    expect((await ask(CHANNEL, { id: '0' })).data).toMatchObject({
      channel: { stream: { status: 'FORBIDDEN' } },
    });
    const namesListed = async (): Promise<string[]> => {
      const { data, errors } = await ask(LISTED);
      expect(errors).toBeUndefined();
      const domain = data?.['liveDomain'] as {
        forbiddenStreams: {
          totalCount: number;
          edges: { node: { id: string; streamName: string; likes: number } }[];
        };
      };
      const nodes = domain.forbiddenStreams.edges.map(({ node }) => node);
      for (const { id, likes } of nodes) expect(likes).toBe(id.length);
      expect(domain.forbiddenStreams.totalCount).toBe(nodes.length);
      return nodes.map(({ streamName }) => streamName);
    };
    expect(await namesListed()).toContain(input.streamName);
    expect((await ask(RESUME, { input })).errors).toBeUndefined();
    expect(await namesListed()).not.toContain(input.streamName);
    expect((await ask(CHANNEL, { id: '0' })).data).toMatchObject({
      channel: { stream: { status: 'OFFLINE' } },
    });
  });

  test.each(Object.entries(CASES) as [ErrorCode, ErrorCase][])(
    '%s is returned with all its fields, after at most one call',
    async (code, { fault, input = DEMO_STREAM, token, mood = 'well', extensions, answered }) => {
      if (fault !== undefined) world.live.emulator.inject({ fault, times: 'always' });
      world.set(mood);
      const { errors } =
        token === 'none'
          ? await world.front.post(RESUME, { input }, undefined)
          : await ask(RESUME, { input });
      expect(errors).toHaveLength(1);
      // Without a token, the whole operation is refused.
      if (code !== 'UNAUTHENTICATED') expect(errors?.[0]?.path).toEqual(['resumeLiveStream']);
      const told = errors?.[0]?.extensions;
      expect(told).toMatchObject({ code, ...extensions, correlationId: expect.any(String) });
      expect(calls().length).toBeLessThanOrEqual(1);
      const { requestId } = calls()[0] ?? {};
      if (answered) expect(told?.['requestId']).toBe(requestId);
      else expect(told).not.toHaveProperty('requestId');
      answers.push({ errors: errors ?? [] });
    },
  );

  test('JOB_NOT_FOUND is returned for a missing job', async () => {
    const { errors } = await ask(
      `mutation { cancelBulkResume(input: { id: "nobody-s" }) { bulkResume { id } } }`,
    );
    expect(
      errors?.map(({ path, extensions }) => [path, extensions['code'], extensions['retryable']]),
    ).toEqual([[['cancelBulkResume'], 'JOB_NOT_FOUND', false]]);
  });

  test('no answer contains a host, a port, an address or a stack', () => {
    expect(answers.length).toBeGreaterThan(Object.keys(CASES).length);
    const text = JSON.stringify(answers);
    for (const secret of [...world.hosts, ...Object.values(LEAK_MARKS), 'http:', '127.0.0.1', 'secret-host'])
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/stacktrace|at \w+ \(/);
  });
});

test('the cases cover every code, except that of bulk jobs', () => {
  const elsewhere: ErrorCode[] = ['JOB_NOT_FOUND'];
  const missing = (Object.keys(ERROR_CODES) as ErrorCode[]).filter((code) => CASES[code] === undefined);
  expect(missing).toEqual(elsewhere);
});

test('behind @apollo/gateway with `apq`, each query fails with the documented code', async () => {
  const world = await startWorld((supergraph) => startApolloGateway(supergraph, { apq: true }));
  const { errors } = await world.front.post(RESUME, { input: DEMO_STREAM }, world.live.token);
  expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['PERSISTED_QUERY_NOT_SUPPORTED']);
  expect(world.live.emulator.calls()).toEqual([]);
  await world.close();
});
