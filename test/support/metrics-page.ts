/** One series of a page in the text format of Prometheus. */
export interface Series {
  /** The name on the page, including `…_bucket`, `…_sum` and `…_count` of a histogram. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface MetricsPage {
  readonly series: readonly Series[];
  /** The type and the help text of each metric by name. A histogram is one metric. */
  readonly metrics: ReadonlyMap<string, { readonly type: string; readonly help: string }>;
}

export async function readMetrics(gatewayUrl: string): Promise<MetricsPage> {
  const response = await fetch(new URL('/metrics', gatewayUrl));
  return parseMetrics(await response.text());
}

export function parseMetrics(text: string): MetricsPage {
  const series: Series[] = [];
  const metrics = new Map<string, { type: string; help: string }>();
  for (const line of text.split('\n')) {
    const [, what, about, rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (what !== undefined && about !== undefined) {
      const known = metrics.get(about) ?? { type: '', help: '' };
      metrics.set(about, what === 'HELP' ? { ...known, help: rest } : { ...known, type: rest });
    }
    const [, name, labels = '', value] = /^([a-zA-Z_:]\w*)(?:\{(.*)\})? (\S+)/.exec(line) ?? [];
    if (name !== undefined) series.push({ name, labels: toLabels(labels), value: Number(value) });
  }
  return { series, metrics };
}

function toLabels(text: string): Record<string, string> {
  return Object.fromEntries(
    Array.from(text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g), ([, name = '', value = '']) => [name, value]),
  );
}
