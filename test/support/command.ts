import { spawn } from 'node:child_process';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../dist/main.js');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunningCommand {
  readonly ended: Promise<Ended>;
  /** Returns the text written so far to both streams. */
  written(): string;
  kill(signal: NodeJS.Signals): void;
}

/**
 * Runs a command of the built gateway in a separate process. The process inherits only PATH.
 *
 * @param input the standard input
 */
export function runCommand(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = '',
): RunningCommand {
  return run(process.execPath, [MAIN, ...argv], env, input);
}

/**
 * Runs a command on a pseudo-terminal of 80 columns, with `script` of util-linux.
 *
 * @param input the typed text
 */
export function runOnTerminal(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = '',
): RunningCommand {
  const line = [process.execPath, MAIN, ...argv].map((word) => `'${word}'`).join(' ');
  return run('script', ['-qec', `stty cols 80; exec ${line}`, '/dev/null'], env, input);
}

/** Runs a line in a shell in which `apsara-live-gateway` is the built gateway. */
export function runShell(
  line: string,
  folder: string,
  env: Readonly<Record<string, string>> = {},
): RunningCommand {
  const command = `apsara-live-gateway() { '${process.execPath}' '${MAIN}' "$@"; }; cd '${folder}'; ${line}`;
  return run('bash', ['--norc', '-c', command], env, '');
}

function run(
  file: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  input: string,
): RunningCommand {
  const child = spawn(file, argv, { env: { PATH: process.env['PATH'], ...env } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  // Writing fails if the command ends before it reads its standard input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, out, err });
    });
  });
  return { ended, written: () => out + err, kill: (signal) => child.kill(signal) };
}
