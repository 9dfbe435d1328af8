import { afterEach, describe, expect, test } from '@jest/globals';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const START = `mutation ($input: StartBulkResumeInput!) {
  startBulkResume(input: $input) { bulkResume { id state total resumed failed secondsLeft } } }`;
const READ = `query ($id: ID!, $outcome: BulkResumeItemOutcome) { bulkResume(id: $id) { state total resumed failed finishedAt
  items(first: 500, outcome: $outcome) { totalCount edges { node {
    appName streamName outcome requestId code attempts stream { actions(first: 10) { edges { node {
      kind outcome requestId reason by } } } } } } } } }`;
const CANCEL =
  'mutation ($id: ID!) { cancelBulkResume(input: { id: $id }) { bulkResume { state resumed failed total } } }';
const domainName = 'push.example.com';

interface Item {
  readonly streamName: string;
  readonly outcome: string;
  readonly requestId: string | null;
  readonly code: string | null;
  readonly attempts: number;
  readonly stream: { readonly actions: { readonly edges: readonly { readonly node: object }[] } };
}
interface Job {
  readonly id: string;
  readonly state: string;
  readonly total: number;
  readonly resumed: number;
  readonly failed: number;
  readonly finishedAt: string | null;
  readonly items: { readonly totalCount: number; readonly edges: readonly { readonly node: Item }[] };
}

let gateway: TestGateway;
let emulator: Emulator;
afterEach(() => gateway.close());

const toStreams = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ appName: 'bulk', streamName: `s-${n}` }));

async function open(
  count: number,
  env: Readonly<Record<string, string>> = {},
  odd: readonly string[] = [],
): Promise<void> {
  const others = [
    ...['a', 'b'].map((streamName) => ({ domainName, appName: 'other', streamName })),
    ...odd.map((streamName) => ({ domainName, appName: 'odd', streamName })),
  ];
  const forbidden = [...toStreams(count).map((stream) => ({ domainName, ...stream })), ...others];
  emulator = createEmulator(demoWorld({ limits: 'off', seed: { forbidden } }));
  gateway = await startGateway({ BUDGET_RESUME_LIVE_STREAM: '0', LIVE_CLIENT: 'core', ...env }, { emulator });
}

async function start(input: object): Promise<Job> {
  const { body } = await gateway.post(START, { input: { domainName, ...input } });
  expect(body.errors).toBeUndefined();
  return (body.data?.['startBulkResume'] as { bulkResume: Job }).bulkResume;
}

async function read(id: string, outcome?: string): Promise<Job> {
  const { body } = await gateway.post(READ, { id, outcome });
  expect(body.errors).toBeUndefined();
  return body.data?.['bulkResume'] as Job;
}

async function finished(id: string): Promise<Job> {
  for (;;) {
    const job = await read(id);
    if (job.finishedAt !== null) return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const resumesOf = (streamName: string): number =>
  emulator.calls({ action: 'ResumeLiveStream' }).filter(({ params }) => params['StreamName'] === streamName)
    .length;

describe('startBulkResume', () => {
  test('resumes every stream of the list once, although it is named twice, and records each in the ledger', async () => {
    await open(40);
    const streams = toStreams(30);
    const job = await start({ streams: [...streams, ...streams.slice(0, 5)], reason: 'after the incident' });
    expect(job).toMatchObject({ state: 'RUNNING', total: 30, resumed: 0, failed: 0 });
    const { items, ...counts } = await finished(job.id);
    expect(counts).toMatchObject({ state: 'FINISHED', total: 30, resumed: 30, failed: 0 });
    for (const { node } of items.edges) {
      expect(node).toMatchObject({ outcome: 'RESUMED', code: null, attempts: 1 });
      expect(resumesOf(node.streamName)).toBe(1);
      expect(node.stream.actions.edges).toMatchObject([
        {
          node: {
            kind: 'RESUME',
            outcome: 'SUCCEEDED',
            requestId: node.requestId,
            reason: 'after the incident',
          },
        },
      ]);
    }
    expect(emulator.forbidden().filter(({ appName }) => appName === 'bulk')).toHaveLength(10);
  });

  test('resumes all streams of the forbid list, or all of one app', async () => {
    await open(25);
    const app = await start({ allForbidden: true, appName: 'bulk' });
    expect(await finished(app.id)).toMatchObject({ total: 25, resumed: 25 });
    expect(emulator.forbidden().map(({ appName }) => appName)).toEqual(['other', 'other']);
    // A moment later the list is read again, and no longer has the resumed streams.
    const all = await start({ allForbidden: true });
    expect(await finished(all.id)).toMatchObject({ total: 2, resumed: 2 });
    expect(emulator.forbidden()).toEqual([]);
  });

  test('a stream that fails permanently is reported with its code, and a stream that fails once is resumed at last', async () => {
    await open(10);
    emulator.inject({ fault: 'IllegalOperation', times: 'always', match: { streamName: 's-3' } });
    emulator.inject({ fault: 'ServiceUnavailable', times: 4, match: { streamName: 's-5' } });
    const job = await start({ streams: toStreams(10) });
    expect(await finished(job.id)).toMatchObject({ resumed: 9, failed: 1, state: 'FINISHED' });
    const { items } = await read(job.id, 'FAILED');
    expect(items).toMatchObject({
      totalCount: 1,
      edges: [{ node: { streamName: 's-3', code: 'OPERATION_NOT_ALLOWED', requestId: expect.any(String) } }],
    });
    expect(resumesOf('s-3')).toBe(1);
    expect(resumesOf('s-5')).toBe(5);
  });

  test('the same idempotencyKey returns the same job and resumes nothing again', async () => {
    await open(3);
    const one = await start({ streams: toStreams(3), idempotencyKey: 'incident-7' });
    await finished(one.id);
    const two = await start({ streams: toStreams(3), idempotencyKey: 'incident-7' });
    expect(two).toMatchObject({ id: one.id, state: 'FINISHED' });
    expect(emulator.calls({ action: 'ResumeLiveStream' })).toHaveLength(3);
  });

  test.each<[string, object]>([
    ['other streams', { streams: toStreams(2) }],
    ['another domain', { domainName: 'push.brand-a.example.com', streams: toStreams(3) }],
    ['all forbidden streams', { allForbidden: true }],
  ])('an idempotencyKey that was used is refused for %s, and starts no job', async (_title, input) => {
    await open(3);
    const one = await start({ streams: toStreams(3), idempotencyKey: 'incident-7' });
    await finished(one.id);
    const { body } = await gateway.post(START, {
      input: { domainName, ...input, idempotencyKey: 'incident-7' },
    });
    expect(body.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      violations: [{ path: 'input.idempotencyKey', rule: 'reused' }],
    });
    expect(emulator.calls({ action: 'ResumeLiveStream' })).toHaveLength(3);
  });

  test('an idempotencyKey returns the same job for the same streams in another order, with another reason', async () => {
    await open(3);
    const one = await start({ streams: toStreams(3), idempotencyKey: 'incident-7', reason: 'A' });
    const again = { streams: toStreams(3).toReversed(), idempotencyKey: 'incident-7', reason: 'B' };
    expect((await start(again)).id).toBe(one.id);
  });

  test('of two requests with one idempotencyKey at the same time, the one for other streams is refused', async () => {
    await open(3);
    const all = await Promise.all(
      [toStreams(3), toStreams(2)].map((streams) =>
        gateway.post(START, { input: { domainName, streams, idempotencyKey: 'incident-7' } }),
      ),
    );
    const codes = all.map(({ body }) => body.errors?.[0]?.extensions['code']);
    expect(codes.toSorted()).toEqual(['BAD_USER_INPUT', undefined]);
  });

  test('allForbidden resumes streams whose names the gateway refuses in other requests', async () => {
    await open(0, {}, ['match 42', 'odd?name', 'x'.repeat(256)]);
    const job = await start({ allForbidden: true, appName: 'odd' });
    expect(await finished(job.id)).toMatchObject({ total: 3, resumed: 3 });
    expect(emulator.forbidden().map(({ appName }) => appName)).toEqual(['other', 'other']);
  });

  test('with a low budget a job records few actions that were not sent, and still uses the whole budget', async () => {
    await open(400, { BUDGET_RESUME_LIVE_STREAM: '2', REQUEST_TIMEOUT_MS: '3000' });
    const job = await start({ streams: toStreams(400) });
    while (emulator.calls({ action: 'ResumeLiveStream' }).length < 14) await read(job.id);
    const query = '{ liveStreamActions(filter: { outcomes: [NOT_SENT] }) { totalCount } }';
    const { body } = await gateway.post(query);
    const { totalCount } = body.data?.['liveStreamActions'] as { totalCount: number };
    expect(totalCount).toBeLessThan(120);
    const times = emulator.calls({ action: 'ResumeLiveStream' }).map(({ at }) => at);
    // Two calls at once, then one each half second.
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(12 * 500 + 1_500);
    await gateway.post(CANCEL, { id: job.id });
  });

  test('cancelling stops the items that are not sent, and the sent items keep their outcome', async () => {
    await open(200, { BUDGET_RESUME_LIVE_STREAM: '20' });
    const job = await start({ streams: toStreams(200) });
    while (emulator.calls({ action: 'ResumeLiveStream' }).length < 10) await read(job.id);
    await gateway.post(CANCEL, { id: job.id });
    const { resumed, state } = await finished(job.id);
    expect(state).toBe('CANCELLED');
    expect(resumed).toBeLessThan(200);
    expect(emulator.calls({ action: 'ResumeLiveStream' })).toHaveLength(resumed);
    expect((await read(job.id, 'CANCELLED')).items.totalCount).toBe(200 - resumed);
  });

  test.each([
    ['an empty list', { streams: [] }, 'input.streams', 'required'],
    ['neither a list nor allForbidden', {}, 'input.streams', 'required'],
    ['both', { streams: toStreams(1), allForbidden: true }, 'input.streams', 'exclusive'],
    ['10,001 streams', { streams: toStreams(10_001) }, 'input.streams', 'maxItems'],
    [
      '"*" as an app',
      { streams: [{ appName: '*', streamName: 'x' }] },
      'input.streams[0].appName',
      'wildcard',
    ],
    [
      'an empty name',
      { streams: [{ appName: 'a', streamName: '' }] },
      'input.streams[0].streamName',
      'required',
    ],
    ['an app beside a list', { streams: toStreams(1), appName: 'a' }, 'input.appName', 'exclusive'],
    ['a key with a space', { streams: toStreams(1), idempotencyKey: 'a b' }, 'input.idempotencyKey', 'key'],
  ])('%s is refused with its path, and nothing is sent', async (_what, input, path, rule) => {
    await open(1);
    const { body } = await gateway.post(START, { input: { domainName, ...input } });
    expect(body.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      violations: [expect.objectContaining({ path, rule })],
    });
    expect(emulator.calls()).toEqual([]);
  });
});
