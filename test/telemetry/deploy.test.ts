import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { CALLBACK_REASONS } from '../../src/event/callback-reasons.js';
import { ERROR_CODES } from '../../src/stream/error-codes.js';
import { startBusyGateway } from '../support/busy-gateway.js';
import { type TestGateway } from '../support/gateway.js';
import { type MetricsPage, readMetrics } from '../support/metrics-page.js';
import { parsePromql } from './promql.js';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Dashboard {
  readonly uid: string;
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly type: string;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
  }[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: string }[] };
}

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string };
}

const dashboard = JSON.parse(read('deploy/grafana/apsara-live-gateway.json')) as Dashboard;
const alerts = (
  parse(read('deploy/prometheus/alerts.yaml')) as { groups: readonly { rules: readonly Alert[] }[] }
).groups.flatMap(({ rules }) => rules);

/** The labels that Prometheus adds when it scrapes. */
const OF_PROMETHEUS = new Set(['job', 'instance']);

const targets = dashboard.panels.flatMap(({ targets = [] }) => targets);
const variables = dashboard.templating.list
  .filter(({ query }) => query.startsWith('label_values('))
  .map(({ query }) => query.replace(/^label_values\((.*), \w+\)$/, '$1'));
const expressions = [...variables, ...targets.map(({ expr }) => expr), ...alerts.map(({ expr }) => expr)];

let gateway: TestGateway;
let page: MetricsPage;
beforeAll(async () => {
  gateway = await startBusyGateway();
  page = await readMetrics(gateway.url);
});
afterAll(() => gateway.close());

const labelsOf = (metric: string): Set<string> =>
  new Set(page.series.filter(({ name }) => name === metric).flatMap(({ labels }) => Object.keys(labels)));

describe('dashboard and alerts', () => {
  test.each(expressions.map((expression) => [expression]))(
    'query only series that exist: %s',
    (expression) => {
      const { asked, groupedBy } = parsePromql(expression);
      expect(asked.length).toBeGreaterThan(0);
      for (const { metric, labels } of asked) {
        expect(page.series.map(({ name }) => name)).toContain(metric);
        const existing = labelsOf(metric);
        const used = [...labels.map(({ name }) => name), ...groupedBy];
        expect(used.filter((name) => !existing.has(name) && !OF_PROMETHEUS.has(name))).toEqual([]);
      }
    },
  );

  test('query only possible values of a label', () => {
    const possible: Readonly<Record<string, readonly string[]>> = {
      code: ['OK', ...Object.keys(ERROR_CODES)],
      state: ['closed', 'open', 'half-open'],
      lane: ['interactive', 'bulk'],
      outcome: ['SUCCEEDED', 'NOT_SENT', 'REJECTED', 'UNKNOWN'],
      result: ['stored', ...CALLBACK_REASONS],
    };
    const asked = expressions.flatMap((expression) => parsePromql(expression).asked);
    const values = asked
      .flatMap(({ labels }) => labels)
      .filter(({ name }) => !OF_PROMETHEUS.has(name))
      .flatMap(({ name, value }) => value.split('|').map((one) => ({ name, value: one })));
    expect(values.length).toBeGreaterThan(5);
    expect(values.filter(({ name, value }) => possible[name]?.includes(value) !== true)).toEqual([]);
  });

  test('query every metric of the gateway', () => {
    const asked = expressions
      .flatMap((expression) => parsePromql(expression).asked)
      .map(({ metric }) => metric);
    const own = [...page.metrics.keys()].filter((name) => name.startsWith('apsara_live_gateway_'));
    const isAsked = (name: string): boolean =>
      asked.some((metric) => metric.replace(/_(?:bucket|count|sum)$/, '') === name || metric === name);
    expect(own.length).toBeGreaterThan(8);
    expect(own.filter((name) => !isAsked(name))).toEqual([]);
  });
});

describe('the dashboard', () => {
  test('has panels that do not overlap, each with its own id', () => {
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${String(x + (n % w))}/${String(y + Math.floor(n / w))}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  });

  test('uses in a legend only labels that its expression keeps', () => {
    const lost = targets.flatMap(({ expr, legendFormat }) =>
      Array.from(legendFormat.matchAll(/\{\{(\w+)\}\}/g), ([, name = '']) => name).filter(
        (name) => !parsePromql(expr).groupedBy.includes(name),
      ),
    );
    expect(lost).toEqual([]);
  });
});

describe('the alerts', () => {
  test('use in their text only labels that their expression keeps', () => {
    const lost = alerts.flatMap(({ alert, expr, annotations }) =>
      Array.from(annotations.summary.matchAll(/\$labels\.(\w+)/g), ([, name = '']) => name)
        .filter((name) => !parsePromql(expr).groupedBy.includes(name))
        .map((name) => `${alert}: ${name}`),
    );
    expect(lost).toEqual([]);
  });

  test('do not fire without load: each compares with a number', () => {
    expect(alerts.filter(({ expr }) => !/(?:>|==) [\d.]+\s*$/.test(expr))).toEqual([]);
    expect(new Set(alerts.map(({ labels }) => labels.severity))).toEqual(new Set(['critical', 'warning']));
  });
});
