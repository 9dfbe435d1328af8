import { createInterface } from 'node:readline';
import { type Text } from './text/en.js';
import { pickText } from './text/pick-text.js';

/** Where a command reads and writes. */
export interface Terminal {
  /** The texts in the language of the user. */
  readonly text: Text;
  /** Prints one line of the result. */
  readonly out: (line: string) => void;
  /** Prints one line for the user: what happens next, or what failed. */
  readonly err: (line: string) => void;
  /** Replaces the current line of a terminal. Undefined if there is no terminal. */
  readonly overwrite: ((line: string) => void) | undefined;
  /** The number of columns of the terminal. */
  readonly columns: () => number;
  /** Calls the function on Ctrl-C, once. */
  readonly onInterrupt: (callback: () => void) => void;
  /**
   * Prompts for a confirmation. "y" or "yes" confirms; the end of the input does not. Undefined if the user cannot see or
   * answer the question, as in a script. When the signal aborts, the question counts as denied.
   */
  readonly confirm: ((question: string, signal?: AbortSignal) => Promise<boolean>) | undefined;
  /** Reads the whole standard input. */
  readonly readInput: () => Promise<Buffer>;
}

const CLEAR_LINE = '\r\u001b[2K';
const YES = /^\s*y(?:es)?\s*$/i;

export function createTerminal(process: NodeJS.Process): Terminal {
  const { stdin, stdout, stderr } = process;
  return {
    text: pickText(process.env),
    out: (line) => void stdout.write(`${line}\n`),
    err: (line) => void stderr.write(`${line}\n`),
    overwrite: stdout.isTTY ? (line) => void stdout.write(`${CLEAR_LINE}${line}`) : undefined,
    // Some terminals report no size.
    columns: () => (stdout.isTTY && stdout.columns > 0 ? stdout.columns : 80),
    onInterrupt: (callback) => void process.once('SIGINT', callback),
    // The question goes to stderr, because a program may read stdout.
    confirm:
      stdin.isTTY && stderr.isTTY ? (question, signal) => confirm(process, question, signal) : undefined,
    readInput: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    },
  };
}

function confirm(
  { stdin, stderr }: NodeJS.Process,
  question: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  stderr.write(`${question} [y/N] `);
  return new Promise((resolve) => {
    // The terminal is not in raw mode: Ctrl-C ends the process, which has changed nothing yet.
    const lines = createInterface({ input: stdin, terminal: false });
    lines.once('line', (line) => {
      resolve(YES.test(line));
      lines.close();
    });
    lines.once('close', () => {
      resolve(false);
    });
    signal?.addEventListener(
      'abort',
      () => {
        lines.close();
      },
      { once: true },
    );
  });
}
