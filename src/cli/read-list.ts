import { readFileSync, statSync } from 'node:fs';
import { codeOf } from '../stream/thrown.js';
import { type Message } from './command-failed.js';
import { listRefused } from './list-refused.js';
import { parseStreamList, type StreamList } from './stream-list.js';
import { type Terminal } from './terminal.js';

/** The argument that means the standard input. */
export const STANDARD_INPUT = '-';

/** The largest list, in bytes. A job accepts 10,000 streams, so a larger file is not a list of streams. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Reads a list of streams from a file, or from the standard input.
 * @param encoding the encoding that `parseEncoding` returned
 * @throws CommandFailed if it cannot be read or used
 */
export async function readStreamList(
  path: string,
  encoding: string | undefined,
  terminal: Pick<Terminal, 'readInput'>,
): Promise<StreamList> {
  const name = toListName(path);
  const bytes = path === STANDARD_INPUT ? await terminal.readInput() : readFile(path);
  if (bytes.length > MAX_BYTES) throw tooLarge(name);
  return parseStreamList(bytes, name, encoding);
}

/** The name of a list in messages. */
export function toListName(path: string): Message {
  return path === STANDARD_INPUT ? ({ list }) => list.standardInput : path;
}

function readFile(path: string): Buffer {
  try {
    if (statSync(path).size > MAX_BYTES) throw tooLarge(path);
    return readFileSync(path);
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === undefined) throw thrown;
    throw listRefused(path, [{ message: ({ list }) => list.unreadable(code) }]);
  }
}

function tooLarge(name: Message): Error {
  return listRefused(name, [{ message: ({ list }) => list.tooLarge }]);
}
