import { readFileSync, statSync } from 'node:fs';
import { decodeText, UndecodableText } from '../stream/strict-text.js';
import { parseRecording, RecordingError } from '../upstream/recording/parse-recording.js';
import { type RecordedExchange } from '../upstream/recording/recorded-exchange.js';
import { CommandFailed } from './command-failed.js';

const MAX_BYTES = 64 * 1024 * 1024;

/** Reads a recording. @throws CommandFailed for an invalid line; it names the line and none of its values */
export function readRecording(path: string): RecordedExchange[] {
  try {
    return parseRecording(decodeText(readBytes(path)));
  } catch (thrown) {
    if (thrown instanceof RecordingError || thrown instanceof UndecodableText)
      throw new CommandFailed(2, `The recording is refused. ${toSentence(thrown.message)}`);
    throw thrown;
  }
}

function readBytes(path: string): Buffer {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) throw new CommandFailed(2, 'The recording does not exist.');
  if (size > MAX_BYTES) throw new CommandFailed(2, 'The recording is larger than 64 MiB.');
  try {
    return readFileSync(path);
  } catch {
    throw new CommandFailed(2, 'The recording cannot be read.');
  }
}

function toSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
