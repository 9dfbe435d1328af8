import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { readHeader } from '../../stream/list-header.js';

export interface BulkStream {
  readonly appName: string;
  readonly streamName: string;
}

export type CsvResult =
  | { readonly kind: 'streams'; readonly streams: readonly BulkStream[] }
  | { readonly kind: 'notUtf8' | 'emptyFile' | 'tooMany' }
  | { readonly kind: 'badCsv'; readonly line: number };

/** The maximum number of streams of one job. */
export const MOST_STREAMS = 10_000;
/** The largest valid list of 10,000 streams is smaller. */
const MOST_BYTES = 20 * 1024 * 1024;
const NO_HEADER = { appAt: 0, streamAt: 1 };

/**
 * Reads a list of streams: an app and a stream on each line, with or without a header. Does not
 * change the names.
 */
export async function readCsv(file: Blob): Promise<CsvResult> {
  if (file.size > MOST_BYTES) return { kind: 'tooMany' };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return { kind: 'notUtf8' };
  }
  return toStreams(text);
}

function toStreams(text: string): CsvResult {
  let lines: readonly Line[];
  try {
    const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true } as const;
    // The types of the library do not reflect the option `info`.
    lines = parse(text, options) as unknown as readonly Line[];
  } catch (thrown) {
    return { kind: 'badCsv', line: thrown instanceof CsvError ? Number(thrown['lines'] ?? 1) : 1 };
  }
  const header = readHeader(lines[0]?.record ?? []);
  // The first line looks like a header in another form, and must not become a stream.
  if (header === 'unknown') return { kind: 'badCsv', line: lines[0]?.info.lines ?? 1 };
  const streams: BulkStream[] = [];
  const { appAt, streamAt } = header ?? NO_HEADER;
  for (const { record, info } of header === undefined ? lines : lines.slice(1)) {
    const [appName, streamName] = [record[appAt], record[streamAt]];
    if (!appName || !streamName) return { kind: 'badCsv', line: info.lines };
    streams.push({ appName, streamName });
  }
  if (streams.length === 0) return { kind: 'emptyFile' };
  return streams.length > MOST_STREAMS ? { kind: 'tooMany' } : { kind: 'streams', streams };
}

interface Line {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}
