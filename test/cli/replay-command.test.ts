import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { replayCommand } from '../../src/cli/replay-command.js';
import { runCommand } from '../../src/cli/run-command.js';
import { LEAK_MARKS } from '../../src/emulator/leak-marks.js';
import { toLine } from '../../src/upstream/recording/recorded-exchange.js';
import { loadShape } from '../support/generated-client-shape.js';
import { RECORDED_LIST, RECORDED_RESUME, toEditedLine } from '../support/recordings.js';
import { createTestTerminal, type TestTerminal } from '../support/terminal.js';

let folder: string;
let path: string;
let terminal: TestTerminal;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'replay-'));
  path = join(folder, 'recording.jsonl');
  terminal = createTestTerminal();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function replay(text: string | Buffer, flags: readonly string[] = [], loadSdk = () => loadShape()) {
  writeFileSync(path, text);
  return replayCommand([path, ...flags], terminal, { loadSdk });
}
const resume = toLine(RECORDED_RESUME);
const list = toLine(RECORDED_LIST);

describe('replay', () => {
  test('prints the result of both clients for each answer', async () => {
    expect(await replay(resume + list)).toBe(0);
    expect(terminal.lines).toEqual([
      '1  ResumeLiveStream  200  12 ms',
      '   core, sdk@9.0.0: {"result":{"requestId":"request-1"}}',
      '2  DescribeLiveStreamsBlockList  200  3 ms',
      '   core, sdk@9.0.0: {"result":{"items":[{"appName":"app-1","streamName":"stream-1"}],"total":1}}',
    ]);
    expect(terminal.errors).toEqual(['2 exchanges.']);
  });

  test('uses only core if the generated client is not installed, and reports it', async () => {
    writeFileSync(path, resume);
    expect(await replayCommand([path], terminal, { loadSdk: () => Promise.resolve(undefined) })).toBe(0);
    expect(terminal.lines[1]).toBe('   core: {"result":{"requestId":"request-1"}}');
    expect(terminal.errors[0]).toBe(
      'The client sdk is skipped: @alicloud/live20161101 is not installed (docs/connect.md).',
    );
  });

  test('replays faults and errors as recorded', async () => {
    const throttled = toEditedLine(RECORDED_RESUME, {
      status: 400,
      headers: { 'x-acs-retry-after': '250' },
      body: { Code: 'Throttling.User', RequestId: 'request-3', Message: 'value-1' },
      made: {
        error: {
          code: 'RATE_LIMITED',
          outcome: 'REJECTED',
          upstreamCode: 'Throttling.User',
          requestId: 'request-3',
          retryAfterMs: 250,
        },
      },
    });
    const late = toLine({
      ...RECORDED_RESUME,
      answer: 'timeout',
      made: { error: { code: 'UPSTREAM_TIMEOUT', outcome: 'UNKNOWN' } },
    });
    expect(await replay(throttled + late, ['--expect'])).toBe(0);
    expect(terminal.errors).toEqual(['2 exchanges match the recording.']);
  });

  test('--expect reports an answer whose result has changed, and changed parameters', async () => {
    const other = toEditedLine(RECORDED_LIST, { made: { result: { items: [], total: 1 } } });
    const sent = toEditedLine(RECORDED_RESUME, {
      parameters: { ...RECORDED_RESUME.parameters, PageSize: '1' },
    });
    expect(await replay(resume + other + sent, ['--expect'])).toBe(1);
    expect(terminal.lines).toContain('   recorded: {"result":{"items":[],"total":1}}');
    expect(terminal.lines).toContain('   sdk@9.0.0 would send other parameters');
    expect(terminal.errors).toEqual(['2 of 3 exchanges differ from the recording.']);
    expect(await replay(resume + other + sent)).toBe(0);
  });

  test('--json prints an object for each exchange', async () => {
    expect(await replay(list, ['--expect', '--json'])).toBe(0);
    expect(terminal.lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      {
        line: 1,
        operation: 'DescribeLiveStreamsBlockList',
        step: 'look-around',
        expected: RECORDED_LIST.made,
        results: [
          { client: 'core', made: RECORDED_LIST.made, differences: [] },
          { client: 'sdk@9.0.0', differences: [] },
        ],
      },
    ]);
  });

  test.each([
    ['a cut line', resume + list.slice(0, 50), 'Line 2: it is cut off, or no JSON.'],
    [
      'an unknown operation',
      resume + toEditedLine(RECORDED_RESUME, { operation: 'StopLiveDomain' }),
      'Line 2: the operation is not one of the gateway’s.',
    ],
    [
      'a secret',
      resume + toEditedLine(RECORDED_RESUME, { body: { RequestId: LEAK_MARKS.accountId } }),
      'Line 2: "body" holds a value that is not sanitized: RequestId.',
    ],
    [
      'bytes that are no text',
      Buffer.concat([Buffer.from(resume), Buffer.from([0xff])]),
      'Line 2 (byte 367) cannot be decoded.',
    ],
    ['nothing', '', 'Line 1: the recording is empty.'],
  ])('refuses %s with its line', async (_, text, fault) => {
    expect(await replay(text)).toBe(2);
    expect(terminal.lines).toEqual([]);
    const [message = ''] = terminal.errors;
    expect(message.replace(/byte \d+/, 'byte 367')).toBe(`The recording is refused. ${fault}`);
  });

  test.each([
    ['without a file', []],
    ['with two', ['a', 'b']],
    ['with an unknown flag', ['a', '--fast']],
    ['of a file that does not exist', ['/nowhere/recording.jsonl']],
    ['of a folder', [tmpdir()]],
  ])('%s is wrong use', async (_, argv) => {
    expect(await replayCommand(argv, terminal)).toBe(2);
    expect(terminal.lines).toEqual([]);
  });

  test('is a command of the program, with help', async () => {
    const written: string[] = [];
    const process = {
      stdout: { on: () => undefined, write: (text: string) => written.push(text), isTTY: false },
      stderr: { on: () => undefined, write: () => true, isTTY: false },
      stdin: { isTTY: false },
      env: {},
    } as unknown as NodeJS.Process;
    expect(await runCommand('replay', ['--help'], process)).toBe(0);
    expect(written.join('')).toContain('Example: apsara-live-gateway replay recording.jsonl --expect');
  });
});
