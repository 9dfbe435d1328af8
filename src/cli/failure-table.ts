import { toVisible } from '../stream/name-look.js';
import { type BulkItem } from './bulk-job.js';
import { columnsOf, padColumns } from './columns.js';
import { type Text } from './text/en.js';

/** Formats the streams that failed as a table. */
export function toFailureTable(failures: readonly BulkItem[], { bulk }: Text): string[] {
  if (failures.length === 0) return [];
  const rows = failures.map(({ appName, streamName, code, requestId }) => [
    toVisible(appName),
    toVisible(streamName),
    code ?? '-',
    requestId ?? '-',
  ]);
  const all = [bulk.table, ...rows];
  const widths = bulk.table.map((_, column) => Math.max(...all.map((row) => columnsOf(row[column] ?? ''))));
  return all.map((row) =>
    row
      .map((cell, column) => padColumns(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
