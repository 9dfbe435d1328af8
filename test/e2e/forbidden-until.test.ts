import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { type AnswerError, startGateway, type TestGateway } from '../support/gateway.js';
import { FORBID } from '../support/queries.js';

const ON_AIR = { domainName: 'push.example.com', appName: 'live', streamName: 'match-44' };
const UNTIL = '2040-01-01T00:00:00.000Z';
const READ = `query ($domainName: String!, $appName: String!, $streamName: String!) {
  liveStream(domainName: $domainName, appName: $appName, streamName: $streamName) { forbiddenUntil }
}`;

let folder: string;
let emulator: Emulator;
let gateway: TestGateway;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'forbidden-until-'));
  emulator = createEmulator(demoWorld());
  gateway = await open();
  const { body } = await gateway.post(FORBID, { input: { ...ON_AIR, until: UNTIL } });
  expect(body.errors).toBeUndefined();
});
afterEach(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

function open(): Promise<TestGateway> {
  const env = { DATABASE_URL: `file:${join(folder, 'gateway.db')}` };
  return startGateway(env, { emulator, guard: { retry: { attempts: 1 } } });
}

/** A new gateway on the same store. It has made no action itself, so that only the lists count. */
async function restart(): Promise<void> {
  await gateway.close();
  gateway = await open();
}

async function read(stream = ON_AIR): Promise<{ until: unknown; errors: readonly AnswerError[] }> {
  const { body } = await gateway.post(READ, stream);
  const { liveStream } = body.data as { liveStream: { forbiddenUntil: unknown } | null };
  return { until: liveStream?.forbiddenUntil, errors: body.errors ?? [] };
}

test('a stream that is forbidden now has the end of its forbid', async () => {
  await restart();
  expect(await read()).toEqual({ until: UNTIL, errors: [] });
});

test('a stream that was resumed elsewhere has no end, because it is no longer forbidden', async () => {
  await resumeElsewhere();
  const calls = emulator.calls().length;
  await restart();
  expect(await read()).toEqual({ until: null, errors: [] });
  expect(
    emulator
      .calls()
      .slice(calls)
      .map(({ action }) => action),
  ).toContain('DescribeLiveStreamsBlockList');
});

test('a stream without a known end costs no call to ApsaraVideo Live', async () => {
  await restart();
  const calls = emulator.calls().length;
  expect(await read({ ...ON_AIR, streamName: 'match-42' })).toEqual({ until: null, errors: [] });
  expect(emulator.calls()).toHaveLength(calls);
});

test('if the status cannot be read, the end is an error, not a null that means “not forbidden”', async () => {
  await restart();
  emulator.inject({ operation: 'DescribeLiveStreamsBlockList', fault: 'Forbidden', times: 'always' });
  const { until, errors } = await read();
  expect(until).toBeNull();
  expect(errors).toEqual([
    expect.objectContaining({
      path: ['liveStream', 'forbiddenUntil'],
      extensions: expect.objectContaining({ code: 'UPSTREAM_DENIED', retryable: false }),
    }),
  ]);
});

/** As in the console of ApsaraVideo Live: another gateway, with a ledger of its own, resumes the stream. */
async function resumeElsewhere(): Promise<void> {
  await gateway.close();
  gateway = await startGateway({}, { emulator });
  const resume =
    'mutation ($input: ResumeLiveStreamInput!) { resumeLiveStream(input: $input) { requestId } }';
  const { body } = await gateway.post(resume, { input: ON_AIR });
  expect(body.errors).toBeUndefined();
}
