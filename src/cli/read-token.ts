import { readFile } from 'node:fs/promises';
import { codeOf } from '../stream/thrown.js';
import { CommandFailed } from './command-failed.js';
import { type Terminal } from './terminal.js';

/**
 * Reads a token from a file. A token is never an argument, because other users of the machine see the arguments of a
 * process.
 * @param file its path; `-` for the standard input
 * @throws CommandFailed if it cannot be read, or is empty
 */
export async function readToken(
  file: string | undefined,
  { readInput }: Pick<Terminal, 'readInput'>,
): Promise<string | undefined> {
  if (file === undefined) return undefined;
  let text: string;
  try {
    text = (file === '-' ? await readInput() : await readFile(file)).toString().trim();
  } catch (thrown) {
    throw new CommandFailed(2, (words) => words.wrongUse.tokenFileUnreadable(codeOf(thrown) ?? 'unknown'));
  }
  if (text === '') throw new CommandFailed(2, (words) => words.wrongUse.tokenFileEmpty);
  return text;
}
