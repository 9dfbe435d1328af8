import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runProgram } from '../../src/cli/program.js';
import { MemoryBulkResumes } from '../support/bulk-resumes.memory.js';
import { runCommand, runOnTerminal } from '../support/command.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { createTestTerminal, type TestTerminal, type TestTerminalOptions } from '../support/terminal.js';

const hasScript = spawnSync('script', ['--version']).status === 0;
if (!hasScript) process.stderr.write('There is no `script`: the tests on a terminal are skipped.\n');
const onTerminal = hasScript ? test : test.skip;

const jobs = new MemoryBulkResumes();
const folder = mkdtempSync(join(tmpdir(), 'bulk-resume-start-'));
const file = join(folder, 'streams.csv');
let gateway: TestGateway;
let env: Record<string, string>;

beforeAll(async () => {
  gateway = await startGateway({}, { bulkResumes: jobs });
  env = { APSARA_GATEWAY_ENDPOINT: gateway.url, APSARA_GATEWAY_TOKEN: gateway.token ?? '' };
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

interface Start {
  readonly code: number;
  /** Jobs that were started. */
  readonly started: number;
  readonly terminal: TestTerminal;
}

async function start(argv: readonly string[], options: TestTerminalOptions = {}): Promise<Start> {
  const before = jobs.orders.length;
  const terminal = createTestTerminal(options);
  const code = await runProgram(
    ['bulk-resume', '--domain', 'push.example.com', '--detach', ...argv],
    env,
    terminal,
  );
  return { code, started: jobs.orders.length - before, terminal };
}

const list = (text: string): readonly string[] => {
  writeFileSync(file, text);
  return ['--file', file];
};

describe('before a job starts', () => {
  test('the number of streams and the first three are printed to stderr', async () => {
    const { terminal, started } = await start(list('app,stream\nlive,a\nlive,b\nlive,c\nlive,d\nlive,e\n'));
    expect(terminal.errors).toEqual([
      `${file} (UTF-8): 5 streams`,
      '  app "live", stream "a"',
      '  app "live", stream "b"',
      '  app "live", stream "c"',
      '  and 2 more',
    ]);
    expect(terminal.lines).toEqual([expect.stringMatching(/^Job \S+: 5 streams\.$/)]);
    expect(started).toBe(1);
  });

  test('the command prompts on a terminal, and yes starts the job', async () => {
    const { code, started, terminal } = await start(list('live,a\n'), { answer: true });
    expect({ code, started }).toEqual({ code: 0, started: 1 });
    expect(terminal.questions).toEqual(['Resume them on push.example.com?']);
  });

  test.each([
    ['a list', () => list('live,a\n'), 'Resume them on push.example.com?'],
    [
      'all that is forbidden',
      () => ['--all-forbidden'],
      'Resume every forbidden stream on push.example.com?',
    ],
    [
      'all that is forbidden of an app',
      () => ['--all-forbidden', '--app', 'live'],
      'Resume every forbidden stream of the app "live" on push.example.com?',
    ],
  ])('no ends the command with 1, for %s: nothing is started', async (_what, argv, question) => {
    const { code, started, terminal } = await start(argv(), { answer: false });
    expect({ code, started }).toEqual({ code: 1, started: 0 });
    expect(terminal.questions).toEqual([question]);
    expect(terminal.errors.at(-1)).toBe('Nothing was started.');
  });

  test('--yes skips the prompt', async () => {
    const { code, started, terminal } = await start([...list('live,a\n'), '--yes'], { answer: false });
    expect({ code, started, questions: terminal.questions }).toEqual({ code: 0, started: 1, questions: [] });
  });

  test('a list that cannot be used is refused before the question', async () => {
    const { code, started, terminal } = await start(list('live\n'), { answer: true });
    expect({ code, started, questions: terminal.questions }).toEqual({ code: 2, started: 0, questions: [] });
  });

  test('with a list from standard input there is no question, because the answer would be read as a line of the list', async () => {
    const { code, started, terminal } = await start(['--file', '-'], {
      answer: false,
      input: Buffer.from('live,a\n'),
    });
    expect({ code, started, questions: terminal.questions }).toEqual({ code: 0, started: 1, questions: [] });
    expect(terminal.errors[0]).toBe('standard input (UTF-8): 1 stream');
  });
});

describe('in a separate process', () => {
  const argv = ['bulk-resume', '--domain', 'push.example.com', '--file', file, '--detach'];

  test('there is no question in a script', async () => {
    list('live,a\n');
    const { code, out, err } = await runCommand(argv, env).ended;
    expect(code).toBe(0);
    expect(out).toMatch(/^Job \S+: 1 stream\.\n$/);
    expect(err).not.toContain('[y/N]');
  });

  test('a list can come from standard input', async () => {
    const piped = argv.map((word) => (word === file ? '-' : word));
    const { code } = await runCommand(piped, env, '应用名\t流名\n直播\t比赛\n').ended;
    expect(code).toBe(0);
    expect(jobs.orders.at(-1)?.streams).toEqual([{ appName: '直播', streamName: '比赛' }]);
  });

  onTerminal.each([
    ['y\n', 0, 1],
    ['YES\n', 0, 1],
    ['n\n', 1, 0],
    ['\n', 1, 0],
    ['yesterday\n', 1, 0],
    ['', 1, 0],
  ])('a terminal that answers %j exits with %i', async (answer, code, started) => {
    list('live,a\n');
    const before = jobs.orders.length;
    const ended = await runOnTerminal(argv, env, answer).ended;
    expect(ended.out).toContain('Resume them on push.example.com? [y/N] ');
    expect({ code: ended.code, started: jobs.orders.length - before }).toEqual({ code, started });
    expect(ended.out.includes('Nothing was started.')).toBe(started === 0);
  });
});

describe('names that look alike cause a warning, and are sent unchanged', () => {
  const warningsOf = async (text: string): Promise<string[]> => {
    const { code, started, terminal } = await start(list(text));
    expect({ code, started }).toEqual({ code: 0, started: 1 });
    return terminal.errors
      .filter((line) => /^Warning: |more warnings$/.test(line))
      .map((line) => line.replace(`Warning: ${file} `, ''));
  };
  const pair = (one: string, other: string, difference: string): string =>
    `lines 1 and 2: "live/${one}" and "live/${other}" are two streams that differ only in ${difference}`;

  test.each([
    ['zero width space', 'a\u200bb', 'a\\u{200b}b'],
    ['zero width joiner', 'a\u200db', 'a\\u{200d}b'],
    ['right-to-left override', '\u202eab', '\\u{202e}ab'],
    ['isolate', '\u2066ab', '\\u{2066}ab'],
    ['soft hyphen', 'a\u00adb', 'a\\u{ad}b'],
    ['Hangul filler', 'a\u3164', 'a\\u{3164}'],
    ['combining grapheme joiner', 'a\u034fb', 'a\\u{34f}b'],
    ['variation selector', 'a\ufe0f', 'a\\u{fe0f}'],
    ['tag', 'a\u{e0061}', 'a\\u{e0061}'],
    ['empty braille pattern', 'a\u2800', 'a\\u{2800}'],
  ])('%s', async (_what, name, shown) => {
    const [app, stream] = [await warningsOf(`${name},x\n`), await warningsOf(`live,${name}\n`)];
    expect(app).toEqual([`line 1: the app "${shown}" contains an invisible character`]);
    expect(stream).toEqual([`line 1: the stream "${shown}" contains an invisible character`]);
    expect(jobs.orders.at(-1)?.streams).toEqual([{ appName: 'live', streamName: name }]);
  });

  test.each([
    ['private', '\ue000'],
    ['not assigned', '\u{50000}'],
  ])('a character that is %s', async (_what, name) => {
    expect(await warningsOf(`live,${name}\n`)).toEqual([
      expect.stringMatching(
        /^line 1: the stream "\\u\{\w+\}" contains a character without a meaning; is the/,
      ),
    ]);
  });

  test.each([
    ['case', 'Match', 'match', 'case'],
    ['case of another script', 'ЭФИР', 'эфир', 'case'],
    ['ß', 'straße', 'STRASSE', 'case'],
    ['NFC', 'caf\u00e9', 'cafe\u0301', 'Unicode normalization (NFC)'],
    ['NFKC', 'ｍatch', 'match', 'Unicode normalization (NFKC)'],
    ['several', 'Caf\u00e9', 'cafe\u0301', 'several of case, Unicode normalization and invisible characters'],
  ])('a pair: %s', async (_what, one, other, difference) => {
    expect(await warningsOf(`live,${one}\nlive,${other}\n`)).toEqual([pair(one, other, difference)]);
    expect(jobs.orders.at(-1)?.streams?.map(({ streamName }) => streamName)).toEqual([one, other]);
  });

  test('a pair that differs in an invisible character', async () => {
    expect(await warningsOf('live,ab\nlive,a\u200bb\n')).toEqual([
      'line 2: the stream "a\\u{200b}b" contains an invisible character',
      pair('ab', 'a\\u{200b}b', 'invisible characters'),
    ]);
  });

  test('ordinary names, emoji, other apps and a repeated stream cause no warning', async () => {
    expect(await warningsOf('live,比赛\nlive,👨‍👩‍👧\nlive,❤️\nlive,🏴󠁧󠁢󠁳󠁣󠁴󠁿\nrehearsal,比赛\nlive,比赛\n')).toEqual([]);
  });

  test('ten warnings are printed, and the others are counted', async () => {
    const warnings = await warningsOf(Array.from({ length: 25 }, (_, n) => `live,${n}\u200b\n`).join(''));
    expect(warnings).toHaveLength(11);
    expect(warnings.at(-1)).toBe('and 15 more warnings');
  });

  test('a list that is valid UTF-8 although another encoding was named causes a warning', async () => {
    // "直" in GB 18030, and U+05B1 in UTF-8.
    writeFileSync(file, Buffer.from('6c6976652cd6b10a', 'hex'));
    const { terminal } = await start(['--file', file, '--encoding', 'gb18030']);
    expect(terminal.errors.at(-1)).toBe(
      `Warning: ${file} is UTF-8 too. Check the names above: is it GB18030?`,
    );
    expect(jobs.orders.at(-1)?.streams).toEqual([{ appName: 'live', streamName: '直' }]);
  });
});
