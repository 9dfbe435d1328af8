import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { writeGrants } from '../support/grants.js';

const RESUME_MANY = `mutation ($input: ResumeLiveStreamsInput!) {
  resumeLiveStreams(input: $input) {
    results {
      address { domainName appName streamName }
      requestId
      wasForbidden
      error { code message retryable outcome retryAfterMs requestId }
      stream { id streamName }
    }
  }
}`;
const WITHOUT_READ = `mutation ($input: ResumeLiveStreamsInput!) {
  resumeLiveStreams(input: $input) { results { requestId error { code } } }
}`;
const ACTIONS = `query ($domainName: String!, $appName: String!, $streamName: String!) {
  liveStream(domainName: $domainName, appName: $appName, streamName: $streamName) {
    actions { nodes { kind outcome code reason stream { streamName } } }
  }
}`;

interface Result {
  readonly address: Readonly<Record<string, string>>;
  readonly requestId: string | null;
  readonly wasForbidden: boolean | null;
  readonly error: Readonly<Record<string, unknown>> | null;
  readonly stream: { readonly streamName: string } | null;
}

const emulator = createEmulator(demoWorld());
let gateway: TestGateway;

beforeAll(async () => {
  const file = writeGrants(
    { allow: ['read'], domains: ['*'] },
    { allow: ['resume'], domains: ['push.example.com', 'push.unknown.example.com'], anyApp: true },
  );
  gateway = await startGateway({ GRANTS_FILE: file }, { emulator });
});
afterAll(() => gateway.close());
beforeEach(() => {
  emulator.reset();
});

async function resume(streams: readonly object[]): Promise<readonly Result[]> {
  const { body } = await gateway.post(RESUME_MANY, { input: { streams, reason: 'appeal' } });
  expect(body.errors).toBeUndefined();
  return (body.data?.['resumeLiveStreams'] as { results: Result[] }).results;
}
const sent = () => emulator.calls().filter(({ action }) => action === 'ResumeLiveStream');
const numbered = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ ...DEMO_STREAM, streamName: `s-${n}` }));

describe('resumeLiveStreams', () => {
  test('returns a result for each stream in order, and a refused stream stops no other', async () => {
    const streams = [
      DEMO_STREAM,
      { ...DEMO_STREAM, domainName: 'push.unknown.example.com' },
      { ...DEMO_STREAM, domainName: 'push.brand-b.example.com' },
      { ...DEMO_STREAM, streamName: 'match-43' },
      { ...DEMO_STREAM, streamName: 'match-4Z' },
    ];
    const results = await resume(streams);
    expect(results.map(({ address }) => address)).toEqual(streams);
    expect(results.map(({ error }) => error?.['code'] ?? null)).toEqual([
      null,
      'DOMAIN_NOT_FOUND',
      'FORBIDDEN',
      null,
      null,
    ]);
    expect(results[1]).toMatchObject({
      requestId: expect.any(String),
      error: { retryable: false, outcome: 'REJECTED', retryAfterMs: null, requestId: results[1]?.requestId },
    });
    expect(results[2]).toMatchObject({ requestId: null, wasForbidden: null });
    expect(results.map(({ wasForbidden }) => wasForbidden)).toEqual([true, null, null, true, false]);
    const requestIds = sent().map(({ requestId }) => requestId);
    for (const { requestId } of [0, 1, 3, 4].map((index) => results[index] ?? { requestId: null }))
      expect(requestIds).toContain(requestId);
    // The stream of another brand was refused before anything was sent.
    expect(sent()).toHaveLength(4);
    const left = emulator.forbidden().filter(({ domainName }) => domainName === DEMO_STREAM.domainName);
    expect(left.map(({ appName }) => appName)).toEqual(['rehearsal']);
  });

  test('records each stream separately, with the reason', async () => {
    const [, second = DEMO_STREAM] = numbered(2);
    await resume(numbered(2));
    const { body } = await gateway.post(ACTIONS, second);
    expect(body.data?.['liveStream']).toEqual({
      actions: {
        nodes: [
          {
            kind: 'RESUME',
            outcome: 'SUCCEEDED',
            code: null,
            reason: 'appeal',
            stream: { streamName: 's-1' },
          },
        ],
      },
    });
  });

  test('accepts 25 streams at once, in the interactive lane', async () => {
    const results = await resume(numbered(25));
    expect(results.map(({ stream }) => stream?.streamName)).toEqual(
      numbered(25).map(({ streamName }) => streamName),
    );
    expect(sent()).toHaveLength(25);
  });

  test('"*" as app returns no stream', async () => {
    const [result] = await resume([{ ...DEMO_STREAM, appName: '*' }]);
    expect(result).toMatchObject({ stream: null, error: null, wasForbidden: true });
  });

  test('reads no list if wasForbidden is not selected', async () => {
    emulator.reset();
    await gateway.post(WITHOUT_READ, { input: { streams: numbered(3) } });
    expect(new Set(emulator.calls().map(({ action }) => action))).toEqual(new Set(['ResumeLiveStream']));
  });

  test.each([
    ['no stream', { streams: [] }, ['input.streams required']],
    ['26 streams', { streams: numbered(26) }, ['input.streams maxItems']],
    [
      'wrong names, by their positions',
      { streams: [DEMO_STREAM, { ...DEMO_STREAM, streamName: '' }, { ...DEMO_STREAM, domainName: 'a b' }] },
      ['input.streams[1].streamName required', 'input.streams[2].domainName hostName'],
    ],
    [
      'a reason of 501 characters',
      { streams: [DEMO_STREAM], reason: 'x'.repeat(501) },
      ['input.reason maxLength'],
    ],
  ])('refuses %s as a whole, and sends nothing', async (_what, input, expected) => {
    const { status, body } = await gateway.post(RESUME_MANY, { input });
    expect(status).toBe(200);
    expect(body.data).toEqual({ resumeLiveStreams: null });
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', retryable: false });
    const violations = body.errors?.[0]?.extensions['violations'] as { path: string; rule: string }[];
    expect(violations.map(({ path, rule }) => `${path} ${rule}`)).toEqual(expected);
    expect(emulator.calls()).toEqual([]);
  });

  test('a request has at most 25 actions, including those of lists', async () => {
    const many = `mutation ($a: ResumeLiveStreamsInput!, $b: ResumeLiveStreamsInput!) {
      a: resumeLiveStreams(input: $a) { results { requestId } }
      b: resumeLiveStreams(input: $b) { results { requestId } }
    }`;
    const { status, body } = await gateway.post(many, {
      a: { streams: numbered(13) },
      b: { streams: numbered(13) },
    });
    expect(status).toBe(200);
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'REQUEST_TOO_COMPLEX', retryable: false });
    expect(emulator.calls()).toEqual([]);
    const within = await gateway.post(many, { a: { streams: numbered(13) }, b: { streams: numbered(12) } });
    expect(within.body.errors).toBeUndefined();
  });
});
