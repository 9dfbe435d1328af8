import { describe, expect, test } from '@jest/globals';
import { callbacksCommand } from '../../src/cli/callbacks-command.js';
import { moveStoreCommand } from '../../src/cli/move-store-command.js';
import { ramPolicyCommand } from '../../src/cli/ram-policy-command.js';
import { recordCommand } from '../../src/cli/record-command.js';
import { replayCommand } from '../../src/cli/replay-command.js';
import { COMMANDS } from '../../src/cli/commands.js';
import { runProgram } from '../../src/cli/program.js';
import { createTerminal } from '../../src/cli/terminal.js';
import { VARIABLES } from '../../src/config/env.js';
import { ACCOUNT_SECRET } from '../../src/config/misspelled.js';
import { allBlocks, readPage } from './pages.js';

const { scripts } = JSON.parse(readPage('package.json')) as { scripts: Record<string, string> };
const SHELL = ['PWD', 'PATH', 'HOME'];
/** Variables of the terminal client, the compose file and the benchmarks. */
const OTHERS = ['APSARA_GATEWAY_ENDPOINT', 'APSARA_GATEWAY_TOKEN', 'POSTGRES_PASSWORD', 'GATEWAY_BENCH_ROWS'];

/** The flags in the help of a command. */
async function flagsOf(
  run: (argv: string[], out: (line: string) => void) => Promise<number>,
): Promise<string[]> {
  let help = '';
  const code = await run(['--help'], (line) => (help += `${line}\n`));
  expect(code).toBe(0);
  return ['--help', ...(help.match(/--[a-z-]+/g) ?? [])];
}

/** The flags of the commands of the program. */
async function streamFlags(): Promise<Record<string, string[]>> {
  const flags: Record<string, string[]> = {};
  for (const command of Object.keys(COMMANDS))
    flags[command] = await flagsOf((argv, out) => runProgram([command, ...argv], {}, terminal(out)));
  return flags;
}

const terminal = (out: (line: string) => void) => ({ ...createTerminal(process), out });
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  ...(await streamFlags()),
  callbacks: await flagsOf((argv, out) => callbacksCommand(argv, {}, terminal(out))),
  record: await flagsOf((argv, out) => recordCommand(argv, {}, terminal(out))),
  replay: await flagsOf((argv, out) => replayCommand(argv, terminal(out))),
  'move-store': await flagsOf((argv, out) => moveStoreCommand(argv, {}, terminal(out))),
  'ram-policy': await flagsOf((argv, out) => ramPolicyCommand(argv, {}, out, () => undefined)),
};

/** Returns the commands of a block, one per line, without comments. */
function linesOf(text: string): string[] {
  return text
    .replaceAll(/ *\\\n\s*/g, ' ')
    .replaceAll(/(?:^|\s)#\s.*$/gm, '')
    .split(/\n|&&|;|\$\(|\| /)
    .map((line) => line.trim());
}

const GATEWAY = /^(?:.* )?node (?:\S*\/)?dist\/main\.js(?<words>.*)$|^apsara-live-gateway(?<more> .*)$/;
const POLICY = /^npm run --silent ram-policy --(?<words>.*)$/;

/** Returns the faults of a call of the gateway: commands and flags that do not exist. */
function faultsOf(line: string): string[] {
  const policy = POLICY.exec(line)?.groups?.['words'];
  const { words, more } = GATEWAY.exec(line)?.groups ?? {};
  const [command = '', ...rest] = (policy === undefined ? (words ?? more ?? '') : `ram-policy ${policy}`)
    .trim()
    .split(/\s+/);
  if (command === '' || command === '--print-config') return [];
  const known = FLAGS[command];
  if (known === undefined) return [`no command ${command}`];
  return rest
    .filter((word) => word.startsWith('--') && !known.includes(word))
    .map((word) => `${command} ${word}`);
}

function variablesOf(text: string): string[] {
  const set = Array.from(text.matchAll(/(?:^|\s|-e )([A-Z][A-Z0-9_]+)=/gm), ([, name = '']) => name);
  const used = Array.from(text.matchAll(/\$\{?([A-Z][A-Z0-9_]+)/g), ([, name = '']) => name);
  return [...set, ...used];
}

const blocks = allBlocks('sh').map(({ place, text }): [string, string] => [place, text]);

describe('a block of commands', () => {
  test.each(blocks)('%s names only scripts, commands and flags that exist', (_place, text) => {
    const lines = linesOf(text);
    const used = lines.flatMap(
      (line) => /^(?:\w+=\S+ )*npm run (?:--silent )?([\w:-]+)/.exec(line)?.[1] ?? [],
    );
    expect(used.filter((name) => scripts[name] === undefined)).toEqual([]);
    expect(lines.flatMap(faultsOf)).toEqual([]);
  });

  test.each(blocks)('%s names only variables that are read', (_place, text) => {
    const own = Array.from(text.matchAll(/^(\w+)=\$\(/gm), ([, name = '']) => name);
    const known = new Set([...Object.keys(VARIABLES), ...OTHERS, ...SHELL, ...own]);
    expect(variablesOf(text).filter((name) => !known.has(name) && !ACCOUNT_SECRET.test(name))).toEqual([]);
  });
});

test('a command or flag that does not exist is found', () => {
  const faults = (text: string): string[] => linesOf(text).flatMap(faultsOf);
  expect(faults('apsara-live-gateway bulk-resume --domain a.example.com \\\n  --everything')).toEqual([
    'bulk-resume --everything',
  ]);
  expect(faults('node dist/main.js nothing')).toEqual(['no command nothing']);
  expect(faults('npm run --silent ram-policy -- --acount 1 > policy.json')).toEqual(['ram-policy --acount']);
  expect(variablesOf('export LIVE_UPSTREEM=alibaba PORT=1')).toEqual(['LIVE_UPSTREEM', 'PORT']);
});

test('every command of the gateway is on a page', () => {
  const all = blocks.map(([, text]) => text).join('\n');
  for (const command of Object.keys(FLAGS)) expect(all).toContain(command);
});
