import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRecording } from '../../src/upstream/recording/parse-recording.js';
import { type RecordedExchange } from '../../src/upstream/recording/recorded-exchange.js';

export const RECORDINGS = join(import.meta.dirname, '../recordings');

export interface CommittedRecording {
  /** The path in the folder, for example `emulator/operations.jsonl`. */
  readonly name: string;
  readonly text: string;
  readonly exchanges: readonly RecordedExchange[];
}

/** Returns all committed recordings. */
export function readRecordings(): CommittedRecording[] {
  return readdirSync(RECORDINGS, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .map((name) => {
      const text = readFileSync(join(RECORDINGS, name), 'utf8');
      return { name, text, exchanges: parseRecording(text) };
    });
}
