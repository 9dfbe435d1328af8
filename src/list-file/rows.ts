import { CsvError, parse } from 'csv-parse/sync';
import { type PlacedFault } from './fault.js';

export interface Row {
  readonly cells: readonly string[];
  /** The line of its last character, counted from 1. */
  readonly line: number;
  /** Its row in a spreadsheet, counted from 1. */
  readonly row: number;
}

const SEPARATORS: readonly string[] = [',', ';', '\t'];
const LINE_END = /\r\n|\r|\n/;

/** Returns the rows of a CSV text (RFC 4180) that are not empty. Lines end with LF, CR LF or CR. */
export function parseRows(text: string): readonly Row[] | PlacedFault {
  const delimiter = findSeparator(text);
  if (typeof delimiter !== 'string') return delimiter;
  const rows: Row[] = [];
  try {
    parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines, empty_lines: empty }) => {
        rows.push({ cells, line: lines, row: rows.length + empty + 1 });
      },
    });
    return rows;
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    return { kind: 'quote', ...placeBehind(text, rows.at(-1) ?? { line: 0, row: 0 }) };
  }
}

/**
 * Returns the place where the unreadable row begins. A field with a missing closing quote extends to the end of the
 * text. Only empty lines are between the last row and this place.
 */
function placeBehind(text: string, last: Pick<Row, 'line' | 'row'>): Pick<Row, 'line' | 'row'> {
  const next = text.split(LINE_END).findIndex((content, index) => index >= last.line && content !== '');
  const line = next + 1;
  return { line, row: last.row + line - last.line };
}

/**
 * Finds the separator of the whole text in its first line, outside of quotes. A tab has priority, because a name cannot
 * contain a tab. A comma or a semicolon may belong to a name.
 */
function findSeparator(text: string): string | PlacedFault {
  const found = new Set<string>();
  const start = text.search(/[^\r\n]/);
  let isQuoted = false;
  for (const character of text.slice(Math.max(0, start))) {
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === '\n' || character === '\r')) break;
    else if (!isQuoted && SEPARATORS.includes(character)) found.add(character);
  }
  if (found.has('\t')) return '\t';
  if (found.size < 2) return [...found][0] ?? ',';
  return { kind: 'separators', ...placeBehind(text, { line: 0, row: 0 }) };
}
