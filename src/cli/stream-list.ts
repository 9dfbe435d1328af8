import { ANY_APP, appFault, type NameFault, streamFault } from '../stream/names.js';
import { type Message } from './command-failed.js';
import { type Text } from './text/en.js';
import { decodeList } from './list-encoding.js';
import { type Columns, readHeader } from '../stream/list-header.js';
import { type ListFault, listRefused } from './list-refused.js';
import { parseRows, type Row } from './list-rows.js';

export interface ListedStream {
  readonly appName: string;
  readonly streamName: string;
  /** Its line in the list, counted from 1. */
  readonly line: number;
}

export interface StreamList {
  readonly streams: readonly ListedStream[];
  /** Its name in the Encoding Standard, in lower case. */
  readonly encoding: string;
  /** Whether the bytes are also valid UTF-8, although another encoding was named. */
  readonly isAmbiguous: boolean;
}

/** The highest number of streams of one job (`startBulkResume`). */
const MAX_STREAMS = 10_000;
/** The lowest number of lines without a header at which swapped columns can be detected. */
const MIN_LINES_TO_COMPARE = 3;
const FIRST_APP: Columns = { appAt: 0, streamAt: 1 };
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Parses a list of streams: CSV (RFC 4180) with an app and a stream in each line, separated by commas, semicolons or
 * tabs, with or without a header. Names are used unchanged: they are never trimmed or normalized.
 *
 * @param name the name of the list in messages
 * @param encoding the encoding that `parseEncoding` returned
 * @throws CommandFailed that names up to ten invalid lines
 */
export function parseStreamList(bytes: Uint8Array, name: Message, encoding?: string): StreamList {
  const decoded = decodeList(bytes, encoding);
  if (isFault(decoded)) throw listRefused(name, [decoded]);
  const rows = parseRows(decoded.text);
  if (isFault(rows)) throw listRefused(name, [rows]);
  const streams = toStreams(rows, name);
  return { streams, encoding: decoded.encoding, isAmbiguous: decoded.isAmbiguous };
}

function isFault(value: object): value is ListFault {
  return 'message' in value;
}

function toStreams(rows: readonly Row[], name: Message): ListedStream[] {
  const [first] = rows;
  if (first === undefined) throw listRefused(name, [{ message: ({ list }) => list.empty }]);
  const header = readHeader(first.cells);
  if (header === 'unknown')
    throw listRefused(name, [{ line: first.line, message: ({ list }) => list.unknownHeader }]);
  const columns = header ?? FIRST_APP;
  const body = header === undefined ? rows : rows.slice(1);
  const [excess] = body.slice(MAX_STREAMS);
  if (body.length === 0) throw listRefused(name, [{ message: ({ list }) => list.empty }]);
  if (excess !== undefined)
    throw listRefused(name, [{ line: excess.line, message: ({ list }) => list.tooMany }]);
  const faults = body.flatMap((row) => faultsOf(row, columns, header && first));
  if (faults.length > 0) throw listRefused(name, faults);
  const streams = body.map(({ cells, line }) => ({
    appName: cells[columns.appAt] ?? '',
    streamName: cells[columns.streamAt] ?? '',
    line,
  }));
  if (header === undefined && areSwapped(streams))
    throw listRefused(name, [
      {
        line: first.line,
        message: ({ list }) => list.swapped,
      },
    ]);
  return streams;
}

function faultsOf({ cells, line }: Row, { appAt, streamAt }: Columns, header: Row | undefined): ListFault[] {
  const [appName, streamName] = [cells[appAt], cells[streamAt]];
  if (appName === undefined || streamName === undefined || cells.length > 2)
    return [{ line, message: ({ list }) => list.cells(cells.length) }];
  if (cells.some((cell) => cell.includes(BYTE_ORDER_MARK)))
    return [{ line, message: ({ list }) => list.markInside }];
  if (header?.cells.every((cell, index) => cell === cells[index]) === true)
    return [{ line, message: ({ list }) => list.headerAgain }];
  const faults = [
    ['app', appName === ANY_APP ? ({ list }: Text): string => list.noWildcard : toMessage(appFault(appName))],
    ['stream', toMessage(streamFault(streamName))],
  ] as const;
  return faults.flatMap(([what, fault]) =>
    fault === undefined ? [] : [{ line, message: (text: Text) => text.list[what](fault(text)) }],
  );
}

function toMessage(fault: NameFault | undefined): ((text: Text) => string) | undefined {
  return fault === undefined ? undefined : ({ gateway }) => gateway.violation(fault.message);
}

/** A list has few apps and many streams. Otherwise its columns are probably swapped. */
function areSwapped(streams: readonly ListedStream[]): boolean {
  if (streams.length < MIN_LINES_TO_COMPARE) return false;
  const apps = new Set(streams.map(({ appName }) => appName));
  return (
    apps.size === streams.length && streams.every(({ streamName }) => streamName === streams[0]?.streamName)
  );
}
