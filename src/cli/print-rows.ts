import { CommandFailed } from './command-failed.js';
import { toCsv } from './csv.js';
import { type Terminal } from './terminal.js';

export interface PrintOptions {
  readonly json?: boolean;
  readonly csv?: boolean;
}

export type Row = Readonly<Record<string, string | number | null>>;

export interface PrintedList<T extends Row> {
  /** The fields of a row in JSON and CSV, in order. */
  readonly columns: readonly string[];
  /** The names of the columns in CSV. Default: `columns`. */
  readonly header?: readonly string[] | undefined;
  readonly rows: AsyncIterable<T>;
  readonly toLine: (row: T) => string;
}

/** Prints each row when it arrives. JSON is one list, which is printed at the end. */
export async function printRows<T extends Row>(
  { json = false, csv = false }: PrintOptions,
  { columns, header = columns, rows, toLine }: PrintedList<T>,
  { out }: Pick<Terminal, 'out'>,
): Promise<void> {
  if (json && csv) throw new CommandFailed(2, (text) => text.wrongUse.jsonOrCsv);
  if (csv) out(header.join(','));
  const all: Row[] = [];
  for await (const row of rows) {
    if (json) all.push(Object.fromEntries(columns.map((name) => [name, row[name] ?? null])));
    else out(csv ? toCsv(columns.map((name) => String(row[name] ?? ''))) : toLine(row));
  }
  if (json) out(JSON.stringify(all, null, 2));
}
