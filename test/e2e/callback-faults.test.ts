import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Emulator } from '../../src/emulator/server.js';
import { CALLBACK_FAULTS, type CallbackFaultName } from '../../src/emulator/world/callback-faults.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import {
  CALLBACK_ENV,
  callBack,
  createLiveEmulator,
  eventually,
  FORBID,
  historyOf,
  nextSecond,
  STREAM,
} from '../support/live-events.js';
import { DEMO_KEYS, toUpstreamEnv } from '../support/upstream-env.js';

const MIXED = { ...STREAM, streamName: 'On-Air' };

let folder: string;
let emulator: Emulator;
let gateway: TestGateway;
let env: Record<string, string>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'callbacks-'));
  emulator = createLiveEmulator({ seed: {}, callbacks: { afterMs: 20, retries: 1, retryMs: 20 } });
  const { endpoint } = await emulator.listen();
  const DATABASE_URL = `file:${join(folder, 'gateway.db')}`;
  env = { ...toUpstreamEnv(endpoint), ...DEMO_KEYS, ...CALLBACK_ENV, DATABASE_URL, AUTH_MODE: 'none' };
  gateway = await startGateway(env);
  callBack(emulator, gateway.url);
});
afterEach(async () => {
  await gateway.close();
  await emulator.close();
  rmSync(folder, { recursive: true });
});

/** Publishes, and waits until the callback has arrived or the emulator has stopped trying. */
const publish = async (stream = STREAM): Promise<void> => {
  const before = emulator.callbacks().length;
  emulator.publish(stream);
  await eventually(() => emulator.callbacks().length > before);
};
const end = async (stream = STREAM): Promise<void> => {
  await nextSecond();
  const before = emulator.callbacks().length;
  emulator.cut(stream);
  await eventually(() => emulator.callbacks().length > before);
};
const kinds = async (stream = STREAM): Promise<string[]> =>
  (await historyOf(gateway, stream)).map(({ kind }) => kind).toReversed();
const inject = (fault: CallbackFaultName, ms?: number): void => {
  emulator.injectCallbackFault({ fault, ms });
};
/** Starts another gateway in its place, which reads the missed callbacks at its start. */
const restart = async (): Promise<void> => {
  await gateway.close();
  gateway = await startGateway(env);
  callBack(emulator, gateway.url);
};
const eventuallyHas = async (expected: string[], stream = STREAM): Promise<void> => {
  for (let turn = 0; turn < 200 && (await kinds(stream)).length < expected.length; turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await kinds(stream)).toEqual(expected);
};

const TESTS: Readonly<Record<CallbackFaultName, () => Promise<void>>> = {
  lost: async () => {
    await publish();
    inject('lost');
    await end();
    expect(await kinds()).toEqual(['PUBLISHED']);
    await restart();
    await eventuallyHas(['PUBLISHED', 'UNPUBLISHED']);
    await restart();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await kinds()).toEqual(['PUBLISHED', 'UNPUBLISHED']);
  },
  doubled: async () => {
    inject('doubled');
    await publish();
    await eventually(() => emulator.callbacks().length === 2);
    expect(await kinds()).toEqual(['PUBLISHED']);
  },
  late: async () => {
    inject('late', 300);
    const startMs = Date.now();
    await publish();
    expect(Date.now() - startMs).toBeGreaterThan(300);
    expect(await kinds()).toEqual(['PUBLISHED']);
  },
  reversed: async () => {
    inject('reversed');
    emulator.publish(STREAM);
    await nextSecond();
    emulator.cut(STREAM);
    await eventually(() => emulator.callbacks().length === 2);
    expect(await kinds()).toEqual(['UNPUBLISHED', 'PUBLISHED']);
    const { body } = await gateway.post(
      'query ($d: String!, $a: String!, $s: String!) { liveStream(domainName: $d, appName: $a, streamName: $s) { status } }',
      { d: STREAM.domainName, a: STREAM.appName, s: STREAM.streamName },
    );
    expect(body.data).toEqual({ liveStream: { status: 'OFFLINE' } });
  },
  'wrongly-signed': async () => {
    await publish();
    inject('wrongly-signed');
    await end();
    expect(emulator.callbacks().at(-1)).toMatchObject({ result: 'failed', status: 403 });
    expect(await kinds()).toEqual(['PUBLISHED']);
    await restart();
    await eventuallyHas(['PUBLISHED', 'UNPUBLISHED']);
  },
  'lower-case': async () => {
    await publish(MIXED);
    await gateway.post(FORBID, { input: { ...MIXED, mode: 'CUT' } });
    await nextSecond();
    inject('lower-case');
    await publish(MIXED);
    expect(await kinds(MIXED)).toContain('CUT');
    expect((await kinds(MIXED)).filter((kind) => kind === 'PUBLISHED')).toHaveLength(2);
    expect(await kinds(STREAM)).toEqual([]);
  },
};

test('every fault of the emulator’s callbacks has a test', () => {
  expect(Object.keys(TESTS).toSorted()).toEqual(Object.keys(CALLBACK_FAULTS).toSorted());
});

test.each(Object.entries(TESTS))('a callback that is %s is stored as exactly one event', (_name, run) =>
  run(),
);

test('changes that were reported while no gateway listened are completed at the next start', async () => {
  await publish();
  await gateway.close();
  for (let n = 0; n < 3; n += 1) {
    await end();
    await publish();
  }
  gateway = await startGateway(env);
  callBack(emulator, gateway.url);
  await eventuallyHas(['PUBLISHED', ...Array.from({ length: 3 }, () => ['UNPUBLISHED', 'PUBLISHED']).flat()]);
});
