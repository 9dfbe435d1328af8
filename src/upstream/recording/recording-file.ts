import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { codeOf } from '../../stream/thrown.js';
import { parseRecording, RecordingError } from './parse-recording.js';
import { type LastNumbers, NO_NUMBERS, toLastNumbers } from './placeholders.js';

/** The reasons why a recording cannot be written or has stopped. */
export const RECORDING_REASONS = [
  'not_a_file',
  'not_a_recording',
  'denied',
  'missing_folder',
  'full',
  'size_limit',
  'behind',
  'io_error',
  'unknown',
] as const;
export type RecordingReason = (typeof RECORDING_REASONS)[number];

/** The message contains neither the path nor the system's error text. */
export class RecordingUnwritable extends Error {
  override readonly name = 'RecordingUnwritable';
  readonly reason: RecordingReason;

  constructor(reason: RecordingReason) {
    super(`the recording cannot be written (${reason})`);
    this.reason = reason;
  }
}

const OWNER_ONLY = 0o600;
const REASONS: Readonly<Record<string, RecordingReason>> = {
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ELOOP: 'not_a_file',
  EISDIR: 'not_a_file',
  ENOENT: 'missing_folder',
  ENOTDIR: 'missing_folder',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'size_limit',
};

export function toRecordingReason(thrown: unknown): RecordingReason {
  if (thrown instanceof RecordingUnwritable) return thrown.reason;
  const code = codeOf(thrown);
  return code === undefined ? 'unknown' : (REASONS[code] ?? 'io_error');
}

/** A recording that is open for appending. */
export interface RecordingFile {
  /** The size in bytes when the file was opened. */
  readonly size: number;
  /** The highest numbers of its placeholders. */
  readonly last: LastNumbers;
  append(text: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a recording to append to it, and makes it readable by its owner only. Removes an incomplete last line, which a
 * process leaves when it ends during a write. A file that is not a recording stays unchanged.
 *
 * @throws RecordingUnwritable, or an error of the file system
 */
export async function openRecordingFile(path: string): Promise<RecordingFile> {
  // Opening a named pipe would wait for its reader.
  const known = await stat(path).catch(() => undefined);
  if (known !== undefined && !known.isFile()) throw new RecordingUnwritable('not_a_file');
  const { O_APPEND, O_CREAT, O_RDWR, O_NOFOLLOW } = constants;
  const handle = await open(path, O_APPEND | O_CREAT | O_RDWR | O_NOFOLLOW, OWNER_ONLY);
  try {
    const { size, last } = await readKnown(handle);
    await handle.chmod(OWNER_ONLY);
    await handle.truncate(size);
    return toRecordingFile(handle, size, last);
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

function toRecordingFile(handle: FileHandle, size: number, last: LastNumbers): RecordingFile {
  let written = size;
  return {
    size,
    last,
    append: async (text) => {
      try {
        await handle.appendFile(text);
      } catch (thrown) {
        // On a full disk, only the beginning of a line may have been written.
        await handle.truncate(written).catch(() => undefined);
        throw thrown;
      }
      written += Buffer.byteLength(text);
    },
    close: () => handle.close(),
  };
}

/** The complete lines of the file: their size in bytes and their placeholders. */
async function readKnown(handle: FileHandle): Promise<{ size: number; last: LastNumbers }> {
  let [size, last] = [0, NO_NUMBERS];
  let rest: Buffer = Buffer.alloc(0);
  const stream = handle.createReadStream({ start: 0, autoClose: false, highWaterMark: 256 * 1024 });
  for await (const chunk of stream) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    const end = bytes.lastIndexOf(0x0a) + 1;
    rest = bytes.subarray(end);
    if (end === 0) continue;
    const text = bytes.toString('utf8', 0, end);
    if (size === 0) checkFirstLine(text);
    last = toLastNumbers(text, last);
    size += end;
  }
  // The file has only an incomplete first line, so nothing shows that it is a recording.
  if (size === 0 && rest.length > 0) throw new RecordingUnwritable('not_a_recording');
  return { size, last };
}

function checkFirstLine(text: string): void {
  try {
    parseRecording(text.slice(0, text.indexOf('\n') + 1));
  } catch (thrown) {
    if (thrown instanceof RecordingError) throw new RecordingUnwritable('not_a_recording');
    throw thrown;
  }
}
