import { stringify } from 'csv-stringify/browser/esm/sync';

/**
 * Hands a table to the browser as a file. A cell that a spreadsheet would run as a formula begins with an apostrophe,
 * and the mark at the start makes spreadsheets read UTF-8.
 */
export function saveCsv(name: string, header: readonly string[], rows: readonly (readonly string[])[]): void {
  const text = stringify([[...header], ...rows.map((row) => [...row])], { bom: true, escape_formulas: true });
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}
