/**
 * Writes the recordings in test/recordings/emulator: every operation and every fault of the
 * emulator. Run by `npm run recordings`, after the build.
 */
/* global AbortController */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_ACCOUNT, DEMO_STREAM, demoWorld } from '../dist/emulator/demo-world.js';
import { ANSWER_FAULTS } from '../dist/emulator/faults/answer-faults.js';
import { CONNECTION_FAULTS } from '../dist/emulator/faults/connection-faults.js';
import { CODE_FAULTS } from '../dist/emulator/faults/documented-codes.js';
import { createEmulator } from '../dist/emulator/server.js';
import { SecretText } from '../dist/stream/notify-messages.js';
import { walk } from '../dist/cli/record/walk.js';
import { createUpstream } from '../dist/upstream/index.js';
import { createProbe } from '../dist/upstream/recording/probe.js';
import { createRecorder } from '../dist/upstream/recording/recorder.js';

const FOLDER = join(import.meta.dirname, '../test/recordings/emulator');
const TIMEOUT_MS = 400;

const { domainName } = DEMO_STREAM;
const ON_AIR = { domainName, appName: 'live', streamName: 'match-44' };
const STREAMING = 'live.example.com';
const UNTIL = new Date('2099-01-01T00:00:00Z');
const PAST = new Date('2001-01-01T00:00:00Z');
const now = Math.floor(Date.now() / 1000) * 1000;
const minutesAgo = (minutes) => new Date(now - minutes * 60_000);
const notifyRecords = [
  { ...ON_AIR, type: 'publish', result: 'success', atMs: minutesAgo(10).getTime() },
  { ...ON_AIR, type: 'publish_done', result: 'failed', atMs: minutesAgo(5).getTime() },
];
const page = { pageNum: 1, pageSize: 100 };
const settings = {
  notifyUrl: new SecretText('https://hooks.example.com/callbacks/live/secretcallback4d6f21b8'),
  authKey: new SecretText('secretcallback4d6f21b8'),
};

const CALLS = [
  ['DescribeLiveDomainMapping', { domainName }],
  ['DescribeLiveDomainMapping', { domainName: 'push.brand-a.example.com' }],
  ['DescribeLiveUserDomains', { kind: 'ingest', pageNum: 1, pageSize: 50 }],
  ['DescribeLiveUserDomains', { kind: 'streaming', search: 'brand-a', pageNum: 1, pageSize: 50 }],
  ['DescribeLiveStreamsBlockList', { streamingDomain: STREAMING, ...page }],
  ['DescribeLiveStreamsBlockList', { streamingDomain: 'play.brand-a.example.com', ...page }],
  ['DescribeLiveStreamsBlockList', { streamingDomain: STREAMING, pageNum: 2, pageSize: 2 }],
  ['DescribeLiveStreamsBlockList', { streamingDomain: STREAMING, pageNum: 9, pageSize: 100 }],
  ['DescribeLiveStreamsOnlineList', { streamingDomain: STREAMING, ...page }],
  ['DescribeLiveStreamsOnlineList', { streamingDomain: STREAMING, stream: ON_AIR, ...page }],
  ['ResumeLiveStream', DEMO_STREAM],
  ['ResumeLiveStream', DEMO_STREAM],
  ['ResumeLiveStream', { ...DEMO_STREAM, appName: '*' }],
  ['ResumeLiveStream', { ...DEMO_STREAM, domainName: 'push.unknown.example.com' }],
  ['ForbidLiveStream', { address: ON_AIR, order: { mode: 'CUT' } }],
  ['ForbidLiveStream', { address: ON_AIR, order: { mode: 'UNTIL', until: UNTIL } }],
  ['ForbidLiveStream', { address: ON_AIR, order: { mode: 'UNTIL', until: PAST } }],
  ['DescribeLiveStreamsBlockList', { streamingDomain: STREAMING, ...page }],
  ['DescribeLiveStreamsOnlineList', { streamingDomain: STREAMING, stream: ON_AIR, ...page }],
  ['DescribeLiveStreamsNotifyUrlConfig', { domainName }],
  ['SetLiveStreamsNotifyUrlConfig', { domainName, settings }],
  ['DescribeLiveStreamsNotifyUrlConfig', { domainName }],
  ['SetLiveStreamsNotifyUrlConfig', { domainName, settings: { notifyUrl: settings.notifyUrl } }],
  ['DeleteLiveStreamsNotifyUrlConfig', { domainName }],
  ['DeleteLiveStreamsNotifyUrlConfig', { domainName }],
  [
    'DescribeLiveStreamsNotifyRecords',
    { domainName, since: minutesAgo(60), before: minutesAgo(0), pageNum: 1, pageSize: 500 },
  ],
  [
    'DescribeLiveStreamsNotifyRecords',
    {
      domainName,
      since: minutesAgo(60),
      before: minutesAgo(0),
      result: 'failed',
      pageNum: 1,
      pageSize: 500,
    },
  ],
];

/** An action and a list, because their answers are parsed differently. */
const FAULTY_CALLS = [
  ['ResumeLiveStream', DEMO_STREAM],
  ['DescribeLiveStreamsBlockList', { streamingDomain: STREAMING, ...page }],
];

/**
 * Writes one recording. `make` gets the emulator, the options of an upstream for it, and a
 * function that sets the name of the step.
 */
async function record(name, make) {
  const path = join(FOLDER, name);
  rmSync(path, { force: true });
  let stopped;
  let step;
  const recorder = createRecorder({ path, onStopped: (reason) => (stopped = reason) });
  const emulator = createEmulator(demoWorld({ limits: 'off', seed: { ...demoWorld().seed, notifyRecords } }));
  const { endpoint } = await emulator.listen();
  const options = {
    client: 'core',
    endpoint,
    protocol: 'http',
    credentials: { type: 'access_key', ...DEMO_ACCOUNT },
    timeoutMs: TIMEOUT_MS,
    onExchange: (exchange) => recorder.record(exchange, { source: 'emulator', step }),
  };
  await make(emulator, options, (next) => (step = next));
  await emulator.close();
  await recorder.close();
  if (stopped !== undefined) throw new Error(`${name} has stopped: ${stopped}`);
}

async function recordCalls(name, make) {
  await record(name, async (emulator, options) => {
    const upstream = await createUpstream(options);
    const call = async ([operation, request]) => {
      const context = { correlationId: 'recordings', signal: new AbortController().signal, lane: 'bulk' };
      await upstream.live.call(operation, request, context).catch(() => undefined);
    };
    await make(call, emulator);
    await upstream.close();
  });
}

/** Records the steps of the command `record`, with every step confirmed. */
async function recordWalk(name) {
  await record(name, async (emulator, options, enter) => {
    emulator.setCallbacks(domainName, { url: 'http://127.0.0.1:9/callbacks' });
    const probe = await createProbe(options);
    const session = {
      probe,
      stream: ON_AIR,
      pace: { pollMs: 50, limitMs: 100 },
      signal: new AbortController().signal,
      known: { streamingDomain: '', wasOnAir: false, forbiddenAt: undefined, mayBeForbidden: false },
    };
    const silent = () => undefined;
    await walk({
      session,
      terminal: { out: silent, err: silent },
      confirm: () => Promise.resolve(true),
      enter,
      checkRecording: silent,
    });
    await probe.close();
  });
}

async function recordFaults(name, faults) {
  await recordCalls(name, async (call, emulator) => {
    for (const fault of Object.keys(faults))
      for (const one of FAULTY_CALLS) {
        emulator.reset();
        emulator.inject({ fault });
        await call(one);
      }
  });
}

mkdirSync(FOLDER, { recursive: true });
await recordCalls('operations.jsonl', async (call) => {
  for (const one of CALLS) await call(one);
});
await recordFaults('codes.jsonl', CODE_FAULTS);
await recordFaults('answers.jsonl', ANSWER_FAULTS);
await recordFaults('connections.jsonl', CONNECTION_FAULTS);
await recordWalk('steps.jsonl');
