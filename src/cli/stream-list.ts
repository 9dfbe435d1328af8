import { readFileSync } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import { ANY_APP, appFault, streamFault } from '../stream/names.js';
import { codeOf } from '../stream/thrown.js';
import { CommandFailed } from './command-failed.js';

export interface ListedStream {
  readonly appName: string;
  readonly streamName: string;
}

const HEADER = ['appName', 'streamName'];
const MAX_FAULTS = 10;

interface Line {
  readonly record: readonly string[];
  /** Of its last character, counted from 1. */
  readonly info: { readonly lines: number };
}

/**
 * Reads a list of streams: CSV (RFC 4180) in UTF-8, an app and a stream in each line, with or without the header
 * `appName,streamName`. Names are taken as they are, never trimmed.
 *
 * @throws CommandFailed naming up to ten broken lines
 */
export function readStreamList(path: string): ListedStream[] {
  const lines = parseLines(path, readText(path));
  const [first] = lines;
  const body = first !== undefined && isHeader(first.record) ? lines.slice(1) : lines;
  if (body.length === 0) throw new CommandFailed(2, `${path} holds no stream`);
  const faults = body.flatMap(({ record, info }) =>
    faultsOf(record).map((fault) => `${path} line ${info.lines}: ${fault}`),
  );
  if (faults.length > 0) throw new CommandFailed(2, toMessage(faults));
  return body.map(({ record: [appName = '', streamName = ''] }) => ({ appName, streamName }));
}

function readText(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (thrown) {
    throw new CommandFailed(2, `${path} cannot be read (${codeOf(thrown) ?? 'no reason given'})`);
  }
}

function parseLines(path: string, text: Buffer): Line[] {
  let last = 0;
  try {
    return parse(text, {
      ...{ bom: true, info: true, relax_column_count: true, skip_empty_lines: true },
      on_record: (line: string[], { lines }) => {
        last = lines;
        return line;
      },
    }) as unknown as Line[];
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    // A quote that is left open runs to the end of the text: it is told where the broken line begins.
    throw new CommandFailed(2, toMessage([`${path} line ${last + 1}: a quote is missing or misplaced`]));
  }
}

function isHeader(record: readonly string[]): boolean {
  return record.length === HEADER.length && HEADER.every((name, index) => record[index] === name);
}

function faultsOf(record: readonly string[]): string[] {
  const [appName, streamName, ...others] = record;
  if (appName === undefined || streamName === undefined || others.length > 0)
    return [`must hold two values, an app and a stream, and holds ${record.length}`];
  const wildcard = { message: '"*" stands for no single app; name it' };
  const faults = [
    ['the app', appName === ANY_APP ? wildcard : appFault(appName)],
    ['the stream', streamFault(streamName)],
  ] as const;
  return faults.flatMap(([what, fault]) => (fault === undefined ? [] : [`${what} ${fault.message}`]));
}

function toMessage(faults: readonly string[]): string {
  const more = faults.length - MAX_FAULTS;
  return [
    ...faults.slice(0, MAX_FAULTS),
    ...(more > 0 ? [`and ${more} more`] : []),
    'Nothing was started.',
  ].join('\n');
}
