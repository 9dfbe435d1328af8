import { stringify } from 'csv-stringify/browser/esm/sync';

/**
 * Downloads a table as a CSV file. An apostrophe is put before each cell that a spreadsheet
 * would execute as a formula. The byte order mark makes spreadsheets read the file as UTF-8.
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
