import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { recordCommand } from '../../src/cli/record-command.js';
import { replayCommand } from '../../src/cli/replay-command.js';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { parseRecording } from '../../src/upstream/recording/parse-recording.js';
import { type RecordedExchange } from '../../src/upstream/recording/recorded-exchange.js';
import { findEmulatorWords } from '../support/emulator-words.js';
import { createTestTerminal, type TestTerminal } from '../support/terminal.js';
import { DEMO_KEYS, toUpstreamEnv } from '../support/upstream-env.js';

const ON_AIR = { domainName: 'push.example.com', appName: 'live', streamName: 'match-44' };
const STREAM = ['--domain', 'push.example.com', '--stream', 'live/match-44'];
const PACE = { pollMs: 5, limitMs: 100 };

let folder: string;
let path: string;
let emulator: Emulator;
let env: Record<string, string>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'record-'));
  path = join(folder, 'recording.jsonl');
  emulator = createEmulator(demoWorld({ limits: 'off' }));
  env = { ...toUpstreamEnv((await emulator.listen()).endpoint), ...DEMO_KEYS };
});
afterEach(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

/** Answers each question by its number, from 0. */
function createAnswering(answer: (question: number) => boolean): TestTerminal {
  const terminal = createTestTerminal({ answer: true });
  let asked = 0;
  return {
    ...terminal,
    confirm: () => {
      asked += 1;
      return Promise.resolve(answer(asked - 1));
    },
  };
}

const run = (terminal: TestTerminal, argv = STREAM) =>
  recordCommand([...argv, '--output', path], env, terminal, PACE);
const written = (): RecordedExchange[] => parseRecording(readFileSync(path, 'utf8'));
const actions = (): string[] =>
  emulator
    .calls()
    .map(({ action }) => action)
    .filter((action) => !action.startsWith('Describe'));

describe('record', () => {
  test('answers each question after a confirmation, and resumes the stream at the end', async () => {
    const terminal = createTestTerminal({ answer: true });
    expect(await run(terminal)).toBe(0);
    const learned = terminal.lines.map((line) => line.replace(/\d+ ms/, 'N ms'));
    expect(learned).toEqual([
      'The stream is not forbidden, and on air.',
      'DescribeLiveDomainMapping with POST: UnsupportedHTTPMethod (UPSTREAM_DENIED, REJECTED).',
      'A resume of a stream that is not forbidden: a success.',
      'The forbid list shows a forbid after N ms.',
      'After that, the stream disappears from the online list after N ms.',
      'No result: the domain has no callbacks.',
      'A resume of the app "*" removes a forbid that names an app. The forbid list shows this after N ms.',
      'A forbid with an end a minute ago: InvalidResumeTime.Malformed (BAD_USER_INPUT, REJECTED).',
      'A forbid with an end in ten years: a success.',
      'A forbid with an end in the year 9999: a success.',
      'The stream is resumed.',
      `The recording is ${JSON.stringify(path)}. Read it before you send it to others: docs/verify.md.`,
    ]);
    expect(terminal.questions).toHaveLength(5);
    expect(emulator.forbidden()).not.toContainEqual(expect.objectContaining(ON_AIR));
  });

  test('writes one sanitized file that only its owner can read, and whose replay matches the recording', async () => {
    expect(await run(createTestTerminal({ answer: true }))).toBe(0);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(findEmulatorWords(readFileSync(path, 'utf8'))).toEqual([]);
    expect(written()).toHaveLength(emulator.calls().length);
    expect(new Set(written().map(({ step }) => step))).toEqual(
      new Set([
        'look-around',
        'mapping-post',
        'resume-not-forbidden',
        'forbid',
        'callback-upon-forbid',
        'resume-any-app',
        'resume-time-limits',
        'clean-up',
      ]),
    );
    const terminal = createTestTerminal();
    expect(await replayCommand([path, '--expect'], terminal)).toBe(0);
  });

  test('changes nothing if the user denies every step', async () => {
    const terminal = createTestTerminal({ answer: false });
    expect(await run(terminal)).toBe(0);
    expect(actions()).toEqual([]);
    expect(
      emulator
        .calls()
        .every(({ method, action }) => method === 'GET' || action !== 'DescribeLiveDomainMapping'),
    ).toBe(true);
    expect(terminal.errors.filter((line) => line.includes('Nothing was sent'))).toHaveLength(4);
    expect(terminal.errors).toContain('  Skipped: the stream was not forbidden.');
  });

  test('shows what a step does before it prompts for a confirmation', async () => {
    const terminal = createTestTerminal({ answer: false });
    await run(terminal);
    expect(terminal.errors.slice(0, 4)).toEqual([
      '',
      'Step 1 of 6: How does ApsaraVideo Live answer DescribeLiveDomainMapping with POST?',
      '  Reads the domain mapping with POST, which the documentation does not allow. Changes nothing.',
      '  Skipped. Nothing was sent.',
    ]);
  });

  test('resumes the stream at the end if the forbid is the last step', async () => {
    const terminal = createAnswering((question) => question === 2);
    expect(await run(terminal)).toBe(0);
    expect(actions()).toEqual(['ForbidLiveStream', 'ResumeLiveStream']);
    expect(terminal.lines.at(-2)).toMatch(/^The forbid list shows a resume after \d+ ms\.$/);
    expect(emulator.forbidden()).not.toContainEqual(expect.objectContaining(ON_AIR));
  });

  test('resumes the stream after an interrupt that follows the forbid, and exits 1', async () => {
    let interrupt: (() => void) | undefined;
    const terminal: TestTerminal = {
      ...createAnswering((question) => {
        if (question === 3) interrupt?.();
        return question === 2;
      }),
      onInterrupt: (callback) => {
        interrupt = callback;
      },
    };
    expect(await run(terminal)).toBe(1);
    expect(actions()).toEqual(['ForbidLiveStream', 'ResumeLiveStream']);
    expect(terminal.errors.at(-1)).toBe('Interrupted. The recording has everything that was sent.');
    expect(written().at(-1)).toMatchObject({ step: 'clean-up', operation: 'ResumeLiveStream' });
  });

  test('reports a refused permission as the answer, and continues', async () => {
    emulator.inject({ fault: 'Forbidden.RAM', operation: 'ResumeLiveStream', times: 1 });
    const terminal = createTestTerminal({ answer: true });
    expect(await run(terminal)).toBe(0);
    expect(terminal.lines).toContain(
      'A resume of a stream that is not forbidden: Forbidden.RAM (UPSTREAM_DENIED, REJECTED).',
    );
  });

  test.each([
    [
      'sends publish_done',
      'publish_done',
      /^A forbid sends publish_done\. Its record appeared after \d+ ms\.$/,
    ],
    ['sends none', 'publish', /^A forbid sends no publish_done, or its record appears later/],
  ] as const)('learns that a forbid %s', async (_, type, learned) => {
    await emulator.close();
    const record = { ...ON_AIR, type, result: 'failed', atMs: Date.now() + 5_000 } as const;
    const seed = { ...demoWorld().seed, notifyRecords: [record] };
    emulator = createEmulator(demoWorld({ limits: 'off', seed }));
    emulator.setCallbacks(ON_AIR.domainName, { url: 'http://127.0.0.1:9/callbacks' });
    env = { ...toUpstreamEnv((await emulator.listen()).endpoint), ...DEMO_KEYS };
    const terminal = createTestTerminal({ answer: true });
    expect(await run(terminal)).toBe(0);
    expect(terminal.lines.filter((line) => learned.test(line))).toHaveLength(1);
  });
});

describe('record sends nothing', () => {
  afterEach(() => {
    expect(actions()).toEqual([]);
  });

  test('without a terminal, and exits 2', async () => {
    const terminal = createTestTerminal();
    expect(await run(terminal)).toBe(2);
    expect(emulator.calls()).toEqual([]);
    expect(existsSync(path)).toBe(false);
    expect(terminal.errors[0]).toMatch(/^Nothing was sent: record needs a terminal/);
  });

  test('with --yes, because this option does not exist', async () => {
    expect(await run(createTestTerminal({ answer: true }), [...STREAM, '--yes'])).toBe(2);
    expect(emulator.calls()).toEqual([]);
  });

  test.each([
    ['no domain', ['--stream', 'live/match-44']],
    ['no stream', ['--domain', 'push.example.com']],
    ['a stream without an app', ['--domain', 'push.example.com', '--stream', 'match-44']],
    ['every app', ['--domain', 'push.example.com', '--stream', '*/match-44']],
    ['a path', ['--domain', 'push.example.com', '--stream', 'live/a/b']],
  ])('with %s', async (_, argv) => {
    expect(await run(createTestTerminal({ answer: true }), argv)).toBe(2);
    expect(emulator.calls()).toEqual([]);
  });

  test('without keys', async () => {
    env = toUpstreamEnv('127.0.0.1:9');
    const terminal = createTestTerminal({ answer: true });
    expect(await run(terminal)).toBe(2);
    expect(terminal.errors[0]).toContain('ALIBABA_CLOUD_ACCESS_KEY_ID: is not set');
  });

  test('if the file exists', async () => {
    writeFileSync(path, 'x');
    expect(await run(createTestTerminal({ answer: true }))).toBe(2);
    expect(readFileSync(path, 'utf8')).toBe('x');
  });

  test('that changes anything if the stream is already forbidden', async () => {
    const terminal = createTestTerminal({ answer: true });
    expect(await run(terminal, ['--domain', 'push.example.com', '--stream', 'live/match-42'])).toBe(1);
    expect(terminal.errors[0]).toMatch(/^The stream is forbidden\./);
  });

  test('that changes anything if the recording cannot be written', async () => {
    path = join(folder, 'none', 'recording.jsonl');
    const terminal = createTestTerminal({ answer: true });
    expect(await run(terminal)).toBe(1);
    expect(terminal.errors.at(-1)).toBe('The recording cannot be written (missing_folder): docs/verify.md.');
  });
});
