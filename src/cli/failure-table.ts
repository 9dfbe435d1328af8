import { type BulkFailure } from './bulk-job.js';

const TITLES = ['app', 'stream', 'code', 'requestId'];

/** The streams that failed, in columns. */
export function toFailureTable(failures: readonly BulkFailure[]): string[] {
  if (failures.length === 0) return [];
  const rows = failures.map(({ appName, streamName, code, requestId }) => [
    appName,
    streamName,
    code ?? '-',
    requestId ?? '-',
  ]);
  const all = [TITLES, ...rows];
  const widths = TITLES.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
