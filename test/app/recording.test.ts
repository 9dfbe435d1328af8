import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config/read-config.js';
import { DEMO_ACCOUNT, DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { parseRecording } from '../../src/upstream/recording/parse-recording.js';
import { findEmulatorWords } from '../support/emulator-words.js';
import { startGateway } from '../support/gateway.js';
import { createKeptLog } from '../support/log-lines.js';
import { RESUME } from '../support/queries.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'live-record-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const READ = `query ($domain: String!) { liveDomain(name: $domain) {
  streamingDomain forbiddenStreams { totalCount } onlineStreams { totalCount } } }`;

describe('LIVE_RECORD', () => {
  test('records the exchanges of a gateway with ApsaraVideo Live, and continues after a restart', async () => {
    const path = join(folder, 'recording.jsonl');
    for (let start = 0; start < 2; start += 1) {
      const gateway = await startGateway({ LIVE_RECORD: path });
      await gateway.post(RESUME, { input: DEMO_STREAM });
      await gateway.post(READ, { domain: DEMO_STREAM.domainName });
      await gateway.close();
    }
    const text = readFileSync(path, 'utf8');
    const exchanges = parseRecording(text);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(exchanges.filter(({ operation }) => operation === 'ResumeLiveStream')).toMatchObject([
      { source: 'emulator', answer: { status: 200 }, made: { result: {} } },
      { source: 'emulator', answer: { status: 200 }, made: { result: {} } },
    ]);
    expect(new Set(exchanges.map(({ operation }) => operation))).toContain('DescribeLiveStreamsOnlineList');
    expect(findEmulatorWords(text)).toEqual([]);
  });

  test('that cannot be written causes one log line without the path, and calls succeed', async () => {
    const { logger, lines } = createKeptLog('warn');
    const emulator = createEmulator(demoWorld());
    const LIVE_RECORD = join(folder, 'none', 'recording.jsonl');
    const gateway = await startGateway({ LIVE_RECORD }, { emulator, logger });
    for (let call = 0; call < 3; call += 1) {
      const { body } = await gateway.post(RESUME, { input: DEMO_STREAM });
      expect(body.errors).toBeUndefined();
    }
    await gateway.close();
    const ofRecording = lines.filter((line) => line.includes('recording'));
    expect(ofRecording.map((line) => JSON.parse(line) as object)).toMatchObject([
      { level: 'error', reason: 'missing_folder', msg: 'the recording of LIVE_RECORD has stopped' },
    ]);
    expect(lines.join('\n')).not.toContain(folder);
  });

  test('is allowed in production', () => {
    const { config } = readConfig({
      NODE_ENV: 'production',
      LIVE_RECORD: 'recording.jsonl',
      LIVE_UPSTREAM: 'alibaba',
      ALIBABA_CLOUD_ACCESS_KEY_ID: DEMO_ACCOUNT.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: DEMO_ACCOUNT.accessKeySecret,
      AUTH_JWKS_URL: 'https://id.example.com/jwks',
      AUTH_ISSUER: 'https://id.example.com',
      AUTH_AUDIENCE: 'gateway',
    });
    expect(config.upstream.recording).toBe('recording.jsonl');
  });
});
