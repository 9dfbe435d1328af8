import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { demoWorld, DEMO_ACCOUNT, DEMO_STREAM } from '../../../src/emulator/demo-world.js';
import { createEmulator } from '../../../src/emulator/server.js';
import { createUpstream } from '../../../src/upstream/index.js';
import { parseRecording } from '../../../src/upstream/recording/parse-recording.js';
import { createRecorder } from '../../../src/upstream/recording/recorder.js';
import { mountSmallDisk } from '../../support/small-disk.js';

const disk = mountSmallDisk(1);
const testOnDisk = disk === undefined ? test.skip : test;

testOnDisk(
  'a full disk stops the recording with complete lines and one report, and no call fails',
  async () => {
    if (disk === undefined) throw new Error('not reached');
    const path = join(disk.folder, 'recording.jsonl');
    const reasons: string[] = [];
    const recorder = createRecorder({ path, onStopped: (reason) => reasons.push(reason) });
    const emulator = createEmulator(demoWorld({ limits: 'off' }));
    const { endpoint } = await emulator.listen();
    const upstream = await createUpstream({
      client: 'core',
      endpoint,
      protocol: 'http',
      credentials: { type: 'access_key', ...DEMO_ACCOUNT },
      timeoutMs: 10_000,
      onExchange: (exchange) => {
        recorder.record(exchange, { source: 'emulator' });
      },
    });
    const resume = () =>
      upstream.live.call('ResumeLiveStream', DEMO_STREAM, {
        correlationId: 'test',
        signal: new AbortController().signal,
        lane: 'interactive',
      });
    try {
      await resume();
      while (readFileSync(path, 'utf8') === '') await new Promise(setImmediate);
      disk.fill();
      for (let call = 0; call < 20; call += 1) expect((await resume()).requestId).not.toBe('');
      while (reasons.length === 0) {
        await resume();
        await new Promise(setImmediate);
      }
      await resume();
      expect(reasons).toEqual(['full']);
      expect(parseRecording(readFileSync(path, 'utf8')).length).toBeGreaterThan(0);
    } finally {
      await recorder.close();
      await upstream.close();
      await emulator.close();
      disk.remove();
    }
  },
);
