import { type PlacedFault } from '../../list-file/fault.js';
import { parseList } from '../../list-file/parse-list.js';
import { decodeText, UndecodableText, withoutByteOrderMark } from '../../stream/strict-text.js';

export interface BulkStream {
  readonly appName: string;
  readonly streamName: string;
}

export type ListResult =
  | {
      readonly kind: 'streams';
      readonly streams: readonly BulkStream[];
      /** Without a header, the first column is the app. */
      readonly hasHeader: boolean;
    }
  | { readonly kind: 'unreadable' | 'tooLarge' | 'notUtf8' }
  | { readonly kind: 'faults'; readonly faults: readonly PlacedFault[] };

/** The largest list of the command `bulk-resume`. A list of 10,000 streams is smaller. */
const MAX_BYTES = 16 * 1024 * 1024;

/** Reads a list of streams from a file. Does not change the names. */
export async function readList(file: Blob): Promise<ListResult> {
  if (file.size > MAX_BYTES) return { kind: 'tooLarge' };
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    // The file was moved or changed after it was chosen.
    return { kind: 'unreadable' };
  }
  const text = toText(bytes);
  if (text === undefined) return { kind: 'notUtf8' };
  const list = parseList(text);
  return list.faults === undefined ? { kind: 'streams', ...list } : { kind: 'faults', faults: list.faults };
}

/** Returns undefined for bytes that are not text in UTF-8, or in UTF-16 with a byte order mark. */
function toText(bytes: Uint8Array): string | undefined {
  const encoding = findEncoding(bytes);
  try {
    const text = decodeText(bytes, () => new TextDecoder(encoding, { fatal: true, ignoreBOM: true }));
    // A spreadsheet file, or UTF-16 without a mark.
    return text.includes('\0') ? undefined : withoutByteOrderMark(text);
  } catch (thrown) {
    if (!(thrown instanceof UndecodableText)) throw thrown;
    return undefined;
  }
}

/** Excel writes “Unicode Text” in UTF-16 with a byte order mark. */
function findEncoding([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
