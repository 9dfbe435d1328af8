import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type GatewayError,
  LiveDomainDocument,
  type LiveDomainQuery,
  LiveStreamDocument,
} from 'apsara-live-gateway-client';
import * as apollo from '../../examples/apollo-client.js';
import * as urql from '../../examples/urql.js';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { type StreamAddress, toStreamId } from '../../src/stream/address.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const emulator = createEmulator(demoWorld({ limits: 'off' }));
let gateway: TestGateway;
let token: string;

beforeAll(async () => {
  // The retries of the gateway are off, so every further call at the emulator comes from the front end.
  const guard = { retry: { attempts: 1, random: () => 0 }, breaker: { faults: 1_000_000 } };
  gateway = await startGateway({ LIVE_CLIENT: 'core' }, { emulator, guard });
});
afterAll(() => gateway.close());
beforeEach(() => {
  emulator.reset();
  token = gateway.token ?? '';
});

// Streams that are forbidden in the emulator. Each is for one test, because the gateway keeps recent actions for
// some seconds.
const STUDIO = { domainName: 'push.brand-a.example.com', appName: 'live', streamName: 'studio-1' };
const LAUNCH = { domainName: 'push.brand-a.example.com', appName: 'event-spring', streamName: '新品发布' };
const MATCH = { ...DEMO_STREAM, streamName: 'match-43' };
const REHEARSAL = { ...DEMO_STREAM, appName: 'rehearsal' };
const MARKET = { domainName: 'push.brand-b.example.com', appName: 'live', streamName: 'market-day' };

type Resumed = { requestId: string } | { error: GatewayError };
interface FrontEnd {
  readonly resume: (input: StreamAddress) => Promise<Resumed>;
  /** Returns the ids of the forbidden streams of a domain, from the cache if it has them. */
  readonly listed: (name: string) => Promise<string[]>;
  readonly statusOf: (ids: readonly string[]) => Promise<unknown[]>;
  readonly stop: () => void;
}

const toIds = (data: LiveDomainQuery | undefined): string[] =>
  data?.liveDomain?.forbiddenStreams?.edges.map(({ node }) => node.id) ?? [];

function createApolloFrontEnd(url = gateway.url): FrontEnd {
  const client = apollo.createApolloClient(url, () => token);
  return {
    resume: (input) => apollo.resume(client, input),
    listed: async (name) =>
      toIds((await client.query({ query: LiveDomainDocument, variables: { name } })).data),
    async statusOf(ids) {
      await apollo.refetchStreams(client, ids);
      const cache = client.cache.extract() as Record<string, { status?: string } | undefined>;
      return ids.map((id) => cache[`LiveStream:${id}`]?.status);
    },
    stop: () => {
      client.stop();
    },
  };
}

function createUrqlFrontEnd(url = gateway.url): FrontEnd {
  const client = urql.createUrqlClient(url, () => token);
  return {
    resume: (input) => urql.resume(client, input),
    listed: async (name) => toIds((await client.query(LiveDomainDocument, { name }).toPromise()).data),
    statusOf: async (ids) => (await urql.readStreams(client, ids)).map((stream) => stream?.status),
    stop: () => undefined,
  };
}

describe.each([
  ['Apollo Client', createApolloFrontEnd, STUDIO, MATCH],
  ['urql', createUrqlFrontEnd, MARKET, REHEARSAL],
])('the %s example, against a gateway', (_, createFrontEnd, untouched, listedStream) => {
  let frontEnd: FrontEnd;
  beforeEach(() => {
    frontEnd = createFrontEnd();
  });
  afterEach(() => {
    frontEnd.stop();
  });
  const resumes = () => emulator.calls({ action: 'ResumeLiveStream' });

  test('resumes a stream and returns Alibaba’s RequestId', async () => {
    expect(await frontEnd.resume(DEMO_STREAM)).toEqual({ requestId: resumes()[0]?.requestId });
  });

  test('reads the code, the violations and the correlation id of a refusal, and does not repeat the request', async () => {
    expect(await frontEnd.resume({ ...DEMO_STREAM, streamName: '' })).toMatchObject({
      error: {
        code: 'BAD_USER_INPUT',
        retryable: false,
        violations: [{ path: 'input.streamName', message: 'must not be empty' }],
        correlationId: expect.any(String),
      },
    });
    expect(await frontEnd.resume({ ...DEMO_STREAM, domainName: 'push.unknown.example.com' })).toMatchObject({
      error: { code: 'DOMAIN_NOT_FOUND', outcome: 'REJECTED', requestId: resumes()[0]?.requestId },
    });
    expect(resumes()).toHaveLength(1);
  });

  test('repeats a retryable request, not before `retryAfterMs`', async () => {
    emulator.inject({
      fault: 'throttling-retry-after',
      operation: 'ResumeLiveStream',
      params: { retryAfterMs: 300 },
    });
    expect(await frontEnd.resume(DEMO_STREAM)).toEqual({ requestId: resumes()[1]?.requestId });
    const [first, second] = resumes();
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(300);
  });

  test('stops after three attempts and returns the error of the last attempt', async () => {
    emulator.inject({
      fault: 'throttling-retry-after',
      operation: 'ResumeLiveStream',
      times: 'always',
      params: { retryAfterMs: 20 },
    });
    expect(await frontEnd.resume(DEMO_STREAM)).toMatchObject({
      error: { code: 'RATE_LIMITED', retryable: true, requestId: resumes()[2]?.requestId },
    });
    expect(resumes()).toHaveLength(3);
  });

  test('uses a renewed token for the next request', async () => {
    token = 'an-expired-one';
    expect(await frontEnd.resume(DEMO_STREAM)).toMatchObject({ error: { code: 'UNAUTHENTICATED' } });
    token = gateway.token ?? '';
    expect(await frontEnd.resume(DEMO_STREAM)).toEqual({ requestId: resumes()[0]?.requestId });
  });

  test('passes on an error that is not an answer of a gateway', async () => {
    const lost = createFrontEnd('http://127.0.0.1:1/graphql');
    await expect(lost.resume(DEMO_STREAM)).rejects.toThrow();
    lost.stop();
  });

  test('reads the lists of a domain again after a resume, also if the domain was typed in capital letters', async () => {
    const { domainName } = listedStream;
    expect(await frontEnd.listed(domainName)).toContain(toStreamId(listedStream));
    await frontEnd.resume({ ...listedStream, domainName: domainName.toUpperCase() });
    expect(await frontEnd.listed(domainName)).not.toContain(toStreamId(listedStream));
  });

  test('reads streams again by their ids', async () => {
    const other = { ...DEMO_STREAM, streamName: 'match-44' };
    const ids = [toStreamId(untouched), toStreamId(other)];
    expect(await frontEnd.statusOf(ids)).toEqual(['FORBIDDEN', 'ONLINE']);
    await frontEnd.resume(untouched);
    expect(await frontEnd.statusOf(ids)).toEqual(['OFFLINE', 'ONLINE']);
  });
});

test('Apollo Client: a query that watches a stream receives what a refetch by its id found', async () => {
  const client = apollo.createApolloClient(gateway.url, () => token);
  const seen: unknown[] = [];
  const watched = client.watchQuery({ query: LiveStreamDocument, variables: LAUNCH });
  const follow = watched.subscribe(({ data }) => {
    if (data?.liveStream?.status !== undefined) seen.push(data.liveStream.status);
  });
  while (seen.length === 0) await new Promise(setImmediate);
  const { data } = await client.query({
    query: LiveDomainDocument,
    variables: { name: LAUNCH.domainName },
  });
  const listed = toIds(data);
  expect(listed).toContain(toStreamId(LAUNCH));
  await apollo.resume(client, LAUNCH);
  await apollo.refetchStreams(client, listed);
  while (seen.length < 2) await new Promise(setImmediate);
  expect(seen).toEqual(['FORBIDDEN', 'OFFLINE']);
  follow.unsubscribe();
  client.stop();
});
