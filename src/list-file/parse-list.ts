import { ANY_APP, appFault, type NameFault, streamFault } from '../stream/names.js';
import { type PlacedFault } from './fault.js';
import { type Columns, readHeader } from './header.js';
import { parseRows, type Row } from './rows.js';

export interface ListedStream {
  readonly appName: string;
  readonly streamName: string;
  /** Its line in the list, counted from 1. */
  readonly line: number;
}

export type ParsedList =
  | {
      readonly streams: readonly ListedStream[];
      readonly hasHeader: boolean;
      readonly faults?: undefined;
    }
  /** At least one fault. Then no stream of the list may be used. */
  | { readonly faults: readonly PlacedFault[]; readonly streams?: undefined };

/** The highest number of streams of one job (`startBulkResume`). */
export const MAX_STREAMS = 10_000;
/** The lowest number of rows without a header at which swapped columns can be detected. */
const MIN_ROWS_TO_COMPARE = 3;
const FIRST_APP: Columns = { appAt: 0, streamAt: 1 };
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Parses a list of streams: CSV (RFC 4180) with an app and a stream in each row, separated by commas, semicolons or
 * tabs, with or without a header. Names are used unchanged: they are never trimmed or normalized.
 *
 * @param text the list without its byte order mark
 */
export function parseList(text: string): ParsedList {
  const rows = parseRows(text);
  if ('kind' in rows) return { faults: [rows] };
  const [first] = rows;
  if (first === undefined) return { faults: [{ kind: 'empty' }] };
  const header = readHeader(first.cells);
  if (header === 'unknown') return { faults: [{ kind: 'unknownHeader', ...placeOf(first) }] };
  const columns = header ?? FIRST_APP;
  const body = header === undefined ? rows : rows.slice(1);
  if (body.length === 0) return { faults: [{ kind: 'empty' }] };
  const [excess] = body.slice(MAX_STREAMS);
  if (excess !== undefined) return { faults: [{ kind: 'tooMany', ...placeOf(excess) }] };
  const faults = body.flatMap((row) => faultsOf(row, columns, header && first));
  if (faults.length > 0) return { faults };
  const streams = body.map(({ cells, line }) => ({
    appName: cells[columns.appAt] ?? '',
    streamName: cells[columns.streamAt] ?? '',
    line,
  }));
  if (header === undefined && areSwapped(streams))
    return { faults: [{ kind: 'swapped', ...placeOf(first) }] };
  return { streams, hasHeader: header !== undefined };
}

function placeOf({ line, row }: Row): Pick<Row, 'line' | 'row'> {
  return { line, row };
}

function faultsOf(row: Row, { appAt, streamAt }: Columns, header: Row | undefined): PlacedFault[] {
  const { cells } = row;
  const place = placeOf(row);
  const [appName, streamName] = [cells[appAt], cells[streamAt]];
  if (appName === undefined || streamName === undefined || cells.length > 2)
    return [{ kind: 'cells', count: cells.length, ...place }];
  const marked = cells.findIndex((cell) => cell.includes(BYTE_ORDER_MARK));
  if (marked >= 0) return [{ kind: 'markInside', ...place, column: marked + 1 }];
  if (header?.cells.every((cell, index) => cell === cells[index]) === true)
    return [{ kind: 'headerAgain', ...place }];
  const ofApp: PlacedFault[] =
    appName === ANY_APP
      ? [{ kind: 'noWildcard', ...place, column: appAt + 1 }]
      : nameFaults('app', appFault(appName), { ...place, column: appAt + 1 });
  return [...ofApp, ...nameFaults('stream', streamFault(streamName), { ...place, column: streamAt + 1 })];
}

function nameFaults(
  what: 'app' | 'stream',
  fault: NameFault | undefined,
  place: { readonly line: number; readonly row: number; readonly column: number },
): PlacedFault[] {
  return fault === undefined ? [] : [{ kind: 'name', what, fault, ...place }];
}

/** A list has few apps and many streams. Otherwise its columns are probably swapped. */
function areSwapped(streams: readonly ListedStream[]): boolean {
  if (streams.length < MIN_ROWS_TO_COMPARE) return false;
  const apps = new Set(streams.map(({ appName }) => appName));
  return (
    apps.size === streams.length && streams.every(({ streamName }) => streamName === streams[0]?.streamName)
  );
}
