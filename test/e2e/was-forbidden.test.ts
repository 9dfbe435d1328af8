import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { writeGrants } from '../support/grants.js';
import { FORBID, RESUME } from '../support/queries.js';

const RESUME_AND_TELL = `mutation ($input: ResumeLiveStreamInput!) {
  resumeLiveStream(input: $input) { requestId wasForbidden }
}`;
const LIST = 'DescribeLiveStreamsBlockList';

let emulator: Emulator;
let gateway: TestGateway | undefined;

beforeEach(() => {
  emulator = createEmulator(demoWorld());
});
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

async function wasForbidden(input: object, env: Readonly<Record<string, string>> = {}): Promise<unknown> {
  gateway ??= await startGateway(env, { emulator });
  const { body } = await gateway.post(RESUME_AND_TELL, { input });
  expect(body.errors).toBeUndefined();
  expect(body.data?.['resumeLiveStream']).toMatchObject({ requestId: expect.any(String) });
  return (body.data?.['resumeLiveStream'] as { wasForbidden: unknown }).wasForbidden;
}

describe('wasForbidden', () => {
  test('is true for a stream on the list and false for a misspelled name', async () => {
    expect(await wasForbidden(DEMO_STREAM)).toBe(true);
    expect(await wasForbidden({ ...DEMO_STREAM, streamName: 'macth-42' })).toBe(false);
  });

  test('is false for a second resume, because actions through this gateway apply immediately', async () => {
    expect(await wasForbidden(DEMO_STREAM)).toBe(true);
    expect(await wasForbidden(DEMO_STREAM)).toBe(false);
    await gateway?.post(FORBID, { input: DEMO_STREAM });
    expect(await wasForbidden(DEMO_STREAM)).toBe(true);
  });

  test('is null if another caller has forbidden the stream again right after a resume', async () => {
    expect(await wasForbidden(DEMO_STREAM)).toBe(true);
    const forbidden = await fetch(`http://${gateway?.emulatorEndpoint}/_emulator/forbid`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(DEMO_STREAM),
    });
    expect(forbidden.status).toBe(200);
    expect(await wasForbidden(DEMO_STREAM)).toBeNull();
    expect(emulator.forbidden()).not.toContainEqual(expect.objectContaining(DEMO_STREAM));
  });

  test('is read before the call: one list is read if it is selected, and no list otherwise', async () => {
    gateway = await startGateway({}, { emulator });
    await gateway.post(RESUME, { input: DEMO_STREAM });
    expect(emulator.calls().map(({ action }) => action)).toEqual(['ResumeLiveStream']);
    const skipped = `mutation ($input: ResumeLiveStreamInput!) {
      resumeLiveStream(input: $input) { requestId ...F @skip(if: true) }
    } fragment F on ResumeLiveStreamPayload { wasForbidden }`;
    await gateway.post(skipped, { input: DEMO_STREAM });
    expect(emulator.calls().map(({ action }) => action)).toEqual(['ResumeLiveStream', 'ResumeLiveStream']);
    await wasForbidden({ ...DEMO_STREAM, streamName: 'match-43' });
    const actions = emulator.calls().map(({ action }) => action);
    expect(actions.slice(2)).toEqual(['DescribeLiveDomainMapping', LIST, 'ResumeLiveStream']);
  });

  test('with "*" is true if the name is forbidden in any app', async () => {
    expect(await wasForbidden({ ...DEMO_STREAM, appName: '*' })).toBe(true);
    expect(await wasForbidden({ ...DEMO_STREAM, appName: '*', streamName: 'no-such' })).toBe(false);
  });

  test('is null for a caller without `read`, and no list is read', async () => {
    const file = writeGrants({ allow: ['resume'], domains: ['*'] });
    expect(await wasForbidden(DEMO_STREAM, { GRANTS_FILE: file })).toBeNull();
    expect(emulator.calls().map(({ action }) => action)).toEqual(['ResumeLiveStream']);
  });

  test('is null if the list fails, and the resume succeeds', async () => {
    emulator.inject({ operation: LIST, fault: 'Forbidden.RAM', times: 'always' });
    expect(await wasForbidden(DEMO_STREAM)).toBeNull();
    expect(emulator.forbidden()).not.toContainEqual(expect.objectContaining(DEMO_STREAM));
  });

  test('is null if the list hangs, and the resume does not wait for it', async () => {
    gateway = await startGateway({ LIVE_TIMEOUT_MS: '20000', REQUEST_TIMEOUT_MS: '25000' }, { emulator });
    emulator.inject({ operation: LIST, fault: 'hang', times: 'always' });
    const startMs = performance.now();
    expect(await wasForbidden(DEMO_STREAM)).toBeNull();
    // 300 ms, plus the delay of a busy machine. The read itself would take 20 s.
    expect(performance.now() - startMs).toBeLessThan(5_000);
    const list = emulator.calls().findIndex(({ action }) => action === LIST);
    const resume = emulator.calls().findIndex(({ action }) => action === 'ResumeLiveStream');
    expect(list).toBeLessThan(resume);
  });

  test('is null if ingest domains share a list that has the name, and false if it does not', async () => {
    emulator = createEmulator(
      demoWorld({
        domains: [
          { ingest: 'push.example.com', streaming: 'live.example.com' },
          { ingest: 'push-2.example.com', streaming: 'live.example.com' },
        ],
        seed: { forbidden: [{ ...DEMO_STREAM, domainName: 'push-2.example.com' }], online: [] },
      }),
    );
    expect(await wasForbidden(DEMO_STREAM)).toBeNull();
    expect(await wasForbidden({ ...DEMO_STREAM, streamName: 'no-such' })).toBe(false);
  });
});
