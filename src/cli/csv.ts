import { stringify } from 'csv-stringify/sync';

/** One line of CSV. Formulas are escaped: a spreadsheet would run a name that begins with "=". */
export function toCsv(row: readonly string[]): string {
  return stringify([[...row]], { escape_formulas: true, record_delimiter: '' });
}
