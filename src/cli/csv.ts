import { stringify } from 'csv-stringify/sync';

/** One line of CSV. Formulas are escaped, because a spreadsheet would execute a name that begins with "=". */
export function toCsv(row: readonly string[]): string {
  return stringify([[...row]], { escape_formulas: true, record_delimiter: '' });
}
