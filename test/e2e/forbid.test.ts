import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { writeGrants } from '../support/grants.js';
import { FORBID, RESUME_AND_READ } from '../support/queries.js';

const ON_AIR = { domainName: 'push.example.com', appName: 'live', streamName: 'match-44' };
const DAY_MS = 86_400_000;
const emulator = createEmulator(demoWorld());
let gateway: TestGateway;

interface Forbidden {
  readonly requestId: string;
  readonly until: string | null;
  readonly stream: { readonly id: string; readonly status: string };
}

async function forbid(input: object): Promise<Forbidden> {
  const { body } = await gateway.post(FORBID, { input: { ...ON_AIR, ...input } });
  expect(body.errors).toBeUndefined();
  return body.data?.['forbidLiveStream'] as Forbidden;
}

describe('forbidLiveStream', () => {
  beforeAll(async () => {
    gateway = await startGateway({}, { emulator });
  });
  afterAll(() => gateway.close());
  beforeEach(() => {
    emulator.reset();
  });

  const sent = (): Readonly<Record<string, string>> | undefined =>
    emulator.calls({ action: 'ForbidLiveStream' })[0]?.params;

  test('cuts the stream, refuses its encoder for a day by default, and returns the end time', async () => {
    const before = Date.now();
    const { requestId, until, stream } = await forbid({ reason: 'reported' });
    const untilMs = Date.parse(until ?? '');
    expect(untilMs - before).toBeGreaterThanOrEqual(DAY_MS);
    expect(untilMs - Date.now()).toBeLessThan(DAY_MS + 1_000);
    expect(stream.status).toBe('FORBIDDEN');
    expect(requestId).toBe(emulator.calls()[0]?.requestId);
    expect(emulator.forbidden()).toContainEqual({ ...ON_AIR, untilMs });
    expect(emulator.online()).not.toContainEqual(expect.objectContaining(ON_AIR));
    expect(sent()).toMatchObject({ Oneshot: 'no', LiveStreamType: 'publisher' });
    expect(JSON.stringify(emulator.calls())).not.toContain('reported');
  });

  test('accepts an explicit end with any offset, and rounds it to whole seconds', async () => {
    const { until } = await forbid({ until: '2040-01-02T03:04:05.001+08:00' });
    expect(until).toBe('2040-01-01T19:04:06.000Z');
    expect(sent()).toMatchObject({ ResumeTime: '2040-01-01T19:04:06Z' });
  });

  test('with CUT interrupts the stream and lists nothing', async () => {
    const { until, stream } = await forbid({ mode: 'CUT', streamName: 'match-45' });
    expect([until, stream.status]).toEqual([null, 'OFFLINE']);
    expect(sent()).toMatchObject({ Oneshot: 'yes' });
    expect(sent()).not.toHaveProperty('ResumeTime');
    expect(emulator.forbidden()).not.toContainEqual(expect.objectContaining({ streamName: 'match-45' }));
    expect(emulator.online()).not.toContainEqual(expect.objectContaining({ streamName: 'match-45' }));
  });

  test('shows its effect without another call', async () => {
    await forbid({});
    expect(emulator.calls()).toHaveLength(1);
  });

  test('and a resume in the same request each return the state after that action', async () => {
    const { body } = await gateway.post(
      `mutation ($stream: ForbidLiveStreamInput!, $again: ResumeLiveStreamInput!) {
        forbidLiveStream(input: $stream) { stream { status } }
        resumeLiveStream(input: $again) { stream { status } }
        last: forbidLiveStream(input: $stream) { stream { status } }
      }`,
      { stream: ON_AIR, again: ON_AIR },
    );
    expect(body).toEqual({
      data: {
        forbidLiveStream: { stream: { status: 'FORBIDDEN' } },
        resumeLiveStream: { stream: { status: 'OFFLINE' } },
        last: { stream: { status: 'FORBIDDEN' } },
      },
    });
  });

  test('fails if the list is full', async () => {
    emulator.inject({ fault: 'QuotaExceeded.Blacklist' });
    const { body } = await gateway.post(FORBID, { input: ON_AIR });
    expect(body.errors?.[0]?.extensions).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      outcome: 'REJECTED',
      operation: 'ForbidLiveStream',
    });
  });

  test.each([
    ['every app', { appName: '*' }, ['input.appName wildcard']],
    ['a past end', { until: '2020-01-01T00:00:00Z' }, ['input.until future']],
    ['an end for a cut', { mode: 'CUT', until: '2040-01-01T00:00:00Z' }, ['input.until mode']],
    ['a day that does not exist', { until: '2040-02-30T00:00:00Z' }, ['input.until type']],
    ['a date without a time', { until: '2040-01-01' }, ['input.until type']],
    ['a number of milliseconds', { until: 2_208_988_800_000 }, ['input.until type']],
    ['an unknown mode', { mode: 'BAN' }, ['input.mode type']],
    [
      'everything at once',
      { appName: '', until: '2020-01-01T00:00:00Z', reason: 'r'.repeat(501) },
      ['input.appName required', 'input.until future', 'input.reason maxLength'],
    ],
  ])('refuses %s before any call, by path and without the value', async (_what, input, expected) => {
    const { body, text } = await gateway.post(FORBID, { input: { ...ON_AIR, ...input } });
    const { code, violations } = body.errors?.[0]?.extensions ?? {};
    expect(code).toBe('BAD_USER_INPUT');
    const told = violations as { path: string; rule: string }[];
    expect(told.map(({ path, rule }) => `${path} ${rule}`)).toEqual(expected);
    for (const value of ['2040-', '2020-', 'BAN']) expect(text).not.toContain(value);
    expect(emulator.calls()).toEqual([]);
  });
});

describe('the grants', () => {
  afterEach(() => gateway.close());

  test('a grant for resume does not allow forbid', async () => {
    gateway = await startGateway({ GRANTS_FILE: writeGrants({ allow: ['read', 'resume'], domains: ['*'] }) });
    const { body } = await gateway.post(FORBID, { input: ON_AIR });
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', outcome: 'NOT_SENT' });
    expect(gateway.emulator.calls()).toEqual([]);
  });

  test('a caller that may resume but not read gets the result of the resume, but not the state', async () => {
    gateway = await startGateway({ GRANTS_FILE: writeGrants({ allow: ['resume'], domains: ['*'] }) });
    const { body } = await gateway.post(RESUME_AND_READ, { input: DEMO_STREAM });
    const [call, ...others] = gateway.emulator.calls();
    expect(others).toEqual([]);
    expect(body.data).toEqual({
      resumeLiveStream: {
        requestId: call?.requestId,
        stream: { id: expect.any(String), status: null, publishedAt: null },
      },
    });
    const told = body.errors?.map(({ path, extensions }) => [path?.at(-1), extensions['code']]);
    expect(told?.sort()).toEqual([
      ['publishedAt', 'FORBIDDEN'],
      ['status', 'FORBIDDEN'],
    ]);
  });

  test('FORBID_HOURS defines the default end time', async () => {
    gateway = await startGateway({ FORBID_HOURS: '2' });
    const { until } = await forbid({});
    const leftMs = Date.parse(until ?? '') - Date.now();
    expect(Math.round(leftMs / 60_000)).toBe(120);
  });
});
