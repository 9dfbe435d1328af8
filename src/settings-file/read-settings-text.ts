import { readFileSync, statSync } from 'node:fs';
import { decodeText, UndecodableText, withoutByteOrderMark } from '../stream/strict-text.js';
import { codeOf } from '../stream/thrown.js';
import { SettingsFileError } from './settings-file-error.js';

/** The largest settings file, in bytes. A larger file cannot be a settings file. */
const MAX_FILE_BYTES = 1_048_576;

/**
 * Reads the text of a settings file. It reads synchronously, so that a read at the start and a read on a signal cannot
 * overtake each other.
 * @throws SettingsFileError if the file is missing, larger than 1 MiB or not UTF-8
 */
export function readSettingsText(path: string): string {
  try {
    if (statSync(path).size > MAX_FILE_BYTES) throw toFileError(path, 'is larger than 1 MiB');
    return withoutByteOrderMark(decodeText(readFileSync(path)));
  } catch (cause) {
    if (cause instanceof SettingsFileError) throw cause;
    if (cause instanceof UndecodableText) throw toFileError(path, `line ${cause.line} is not UTF-8`);
    throw toFileError(path, `cannot be read (${codeOf(cause) ?? 'unknown'})`, cause);
  }
}

function toFileError(path: string, message: string, cause?: unknown): SettingsFileError {
  return new SettingsFileError(path, [{ path: '', message }], cause === undefined ? {} : { cause });
}
