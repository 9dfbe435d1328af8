/** One printed line: a figure, and the value of the same run with which it is compared. */
export interface Row {
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  /** The bound or the ideal value. `beside` names its meaning. */
  readonly ideal: number;
  readonly beside: string;
}

export interface Bench {
  readonly title: string;
  run(): Promise<readonly Row[]>;
}

export function toTable(rows: readonly Row[]): string {
  const cells = rows.map(({ what, figure, unit, ideal, beside }) => [
    what,
    `${round(figure)} ${unit}`,
    `${round(ideal)} ${unit}`,
    beside,
    ideal === 0 ? '' : `${round(figure / ideal)} ×`,
  ]);
  const all = [['what', 'figure', 'ideal', 'which is', 'ratio'], ...cells];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function round(figure: number): string {
  return String(Number(figure.toPrecision(3)));
}
