import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ObservedExchange } from '../../../src/upstream/recording/exchange-observer.js';
import { parseRecording } from '../../../src/upstream/recording/parse-recording.js';
import { type RecordedExchange } from '../../../src/upstream/recording/recorded-exchange.js';
import { createRecorder, type RecorderOptions } from '../../../src/upstream/recording/recorder.js';

let folder: string;
let path: string;
let reasons: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recorder-'));
  path = join(folder, 'recording.jsonl');
  reasons = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const resume = (streamName: string, text = '{"RequestId":"A-1"}'): ObservedExchange => ({
  request: {
    method: 'POST',
    action: 'ResumeLiveStream',
    version: '2016-11-01',
    query: {
      AppName: 'live',
      DomainName: 'push.example.com',
      LiveStreamType: 'publisher',
      StreamName: streamName,
    },
  },
  answer: { status: 200, retryAfter: undefined, headers: { 'content-type': 'application/json' }, text },
  milliseconds: 12.4,
});

async function record(exchanges: readonly ObservedExchange[], more: Partial<RecorderOptions> = {}) {
  const recorder = createRecorder({ path, onStopped: (reason) => reasons.push(reason), ...more });
  for (const exchange of exchanges) recorder.record(exchange, { source: 'other' });
  await recorder.close();
}
const written = (): RecordedExchange[] => parseRecording(readFileSync(path, 'utf8'));
const streams = (): unknown[] => written().map(({ parameters }) => parameters['StreamName']);

describe('a recording', () => {
  test('has one line per exchange, and only its owner can read it', async () => {
    await record([resume('a'), { ...resume('b'), answer: 'timeout' }, resume('a', '<html>')]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(written()).toMatchObject([
      {
        source: 'other',
        operation: 'ResumeLiveStream',
        method: 'POST',
        parameters: { AppName: 'app-1', DomainName: 'domain-1.example', StreamName: 'stream-1' },
        answer: {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: { RequestId: 'request-1' },
        },
        milliseconds: 12,
        made: { result: { requestId: 'request-1' } },
      },
      { answer: 'timeout', made: { error: { code: 'UPSTREAM_TIMEOUT', outcome: 'UNKNOWN' } } },
      {
        parameters: { StreamName: 'stream-1' },
        answer: { body: null },
        made: { error: { code: 'UPSTREAM_ERROR', outcome: 'UNKNOWN' } },
      },
    ]);
  });

  test('continues after a restart, with new numbers and without an incomplete line', async () => {
    await record([resume('a'), resume('b')]);
    writeFileSync(path, `${readFileSync(path, 'utf8')}{"source":"other","at":"2026-`, { mode: 0o644 });
    await record([resume('c')]);
    expect(streams()).toEqual(['stream-1', 'stream-2', 'stream-3']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(reasons).toEqual([]);
  });

  test('stops at its size limit, with complete lines and one report', async () => {
    await record(
      Array.from({ length: 50 }, (_, index) => resume(`s-${index}`)),
      { maxBytes: 2_000 },
    );
    expect(statSync(path).size).toBeLessThanOrEqual(2_000);
    expect(written().length).toBeGreaterThan(2);
    expect(reasons).toEqual(['size_limit']);
  });

  test('leaves out an answer that is too long to sanitize', async () => {
    await record([resume('a', ' '.repeat(2 * 1024 * 1024 + 1)), resume('b')]);
    expect(written()).toHaveLength(1);
  });

  test('leaves out requests that the gateway does not send', async () => {
    const { request, ...rest } = resume('a');
    await record([
      { ...rest, request: { ...request, action: 'StopLiveDomain' } },
      { ...rest, request: { ...request, query: {} } },
    ]);
    expect(readFileSync(path, 'utf8')).toBe('');
    expect(reasons).toEqual([]);
  });

  test.each([
    ['a file that is not a recording', 'AUTH_ISSUER=x\n'],
    ['an incomplete line', '{"source":"other"'],
  ])('is not appended to %s, and the file stays unchanged', async (_, content) => {
    writeFileSync(path, content, { mode: 0o640 });
    await record([resume('a')]);
    expect(readFileSync(path, 'utf8')).toBe(content);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(reasons).toEqual(['not_a_recording']);
  });

  test.each([
    ['a folder', '.', 'not_a_file'],
    ['a device', '/dev/full', 'not_a_file'],
    ['a file in a folder that does not exist', 'none/recording.jsonl', 'missing_folder'],
  ])('cannot be %s, and this is reported once', async (_, name, reason) => {
    await record([resume('a'), resume('b')], { path: name.startsWith('/') ? name : join(folder, name) });
    expect(reasons).toEqual([reason]);
  });

  test('stops when too many characters wait in memory', async () => {
    const long = resume('a', ' '.repeat(2 * 1024 * 1024));
    await record(Array.from({ length: 9 }, () => long));
    expect(reasons).toEqual(['behind']);
  });
});
