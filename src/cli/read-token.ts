import { readFile } from 'node:fs/promises';
import { codeOf } from '../stream/thrown.js';
import { CommandFailed } from './command-failed.js';
import { type Terminal } from './terminal.js';

/**
 * A token is no argument: other users of the machine see the arguments of a process.
 * @param file its path; `-` for the standard input
 * @throws CommandFailed where it cannot be read, or is empty
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
