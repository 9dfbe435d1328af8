import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import ts from 'typescript';
import { sourcesBelow } from '../house/source.js';
import { startBusyGateway } from '../support/busy-gateway.js';
import { type TestGateway } from '../support/gateway.js';
import { type MetricsPage, readMetrics } from '../support/metrics-page.js';

const ROOT = join(import.meta.dirname, '../..');
const docs = readFileSync(join(ROOT, 'docs/telemetry.md'), 'utf8');

/** Returns the rows of the table whose head starts with this word, without the markup of the cells. */
function tableOf(head: string): string[][] {
  const [, ...rest] = docs.split(`\n| ${head} `);
  const lines = rest.join('').split('\n').slice(2);
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(0, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replaceAll('`', '').trim()),
  );
}

/**
 * Returns the message of each log line in a source: the last argument of a call of the logger, with its level if
 * it is fixed.
 */
function linesIn(text: string): { readonly line: string; readonly level: string | undefined }[] {
  const lines: { line: string; level: string | undefined }[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isCallExpression(node)) return;
    const { expression: callee, arguments: args } = node;
    const last = args.at(-1);
    if (last === undefined || !ts.isStringLiteral(last)) return;
    if (ts.isPropertyAccessExpression(callee) && callee.expression.getText() === 'logger')
      lines.push({ line: last.text, level: callee.name.text });
    else if (ts.isElementAccessExpression(callee) && callee.expression.getText() === 'logger')
      lines.push({ line: last.text, level: undefined });
  };
  visit(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true));
  return lines;
}

let gateway: TestGateway;
let page: MetricsPage;
beforeAll(async () => {
  gateway = await startBusyGateway();
  page = await readMetrics(gateway.url);
});
afterAll(() => gateway.close());

describe('docs/telemetry.md', () => {
  test('lists every metric of the gateway, with its type and labels', () => {
    const documented = tableOf('name').map(([name, type, labels]) => ({ name, type, labels }));
    const existing = [...page.metrics].filter(([name]) => name.startsWith('apsara_live_gateway_'));
    const rows = existing.map(([name, { type }]) => {
      const sample = page.series.find(({ name: one }) => one.replace(/_count$/, '') === name);
      return { name, type, labels: Object.keys(sample?.labels ?? {}).join(', ') };
    });
    const byName = (one: { name?: string | undefined }, other: { name?: string | undefined }): number =>
      (one.name ?? '').localeCompare(other.name ?? '');
    expect(documented.toSorted(byName)).toEqual(rows.toSorted(byName));
  });

  test('names only metrics of Node.js that exist', () => {
    const named = Array.from(docs.matchAll(/`((?:process|nodejs)_\w+)`/g), ([, name = '']) => name);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !page.metrics.has(name))).toEqual([]);
  });

  test('has a row for every alert', () => {
    const { groups } = parse(readFileSync(join(ROOT, 'deploy/prometheus/alerts.yaml'), 'utf8')) as {
      groups: readonly { rules: readonly { alert: string }[] }[];
    };
    const alerts = groups.flatMap(({ rules }) => rules.map(({ alert }) => alert));
    expect(tableOf('alert').map(([name]) => name)).toEqual(alerts);
  });

  test('explains every field of its example line', () => {
    const line = JSON.parse(/```json\n([\s\S]*?)```/.exec(docs)?.[1] ?? '{}') as object;
    const explained = tableOf('field').map(([name]) => name);
    const usual = ['level', 'time', 'msg'];
    expect(Object.keys(line).filter((name) => !usual.includes(name) && !explained.includes(name))).toEqual(
      [],
    );
    expect(explained).toEqual(expect.arrayContaining(['caller', 'waitMs', 'code', 'jobId']));
  });

  test('lists every line that the gateway writes, with its exact message and level', () => {
    const written = sourcesBelow('src').flatMap(({ text }) => linesIn(text));
    const listed = new Map(tableOf('line').map(([line = '', level = '']) => [line, level]));
    const elsewhere = ['operation', 'read'];
    const names = new Set(written.map(({ line }) => line));
    expect([...listed.keys(), ...elsewhere].toSorted()).toEqual([...names].toSorted());
    const wrong = written.filter(
      ({ line, level = '' }) => !elsewhere.includes(line) && listed.get(line)?.includes(level) !== true,
    );
    expect(wrong).toEqual([]);
  });

  test('lists every part of readiness', async () => {
    const response = await fetch(new URL('/health/ready', gateway.url));
    const { parts } = (await response.json()) as { parts: object };
    expect(tableOf('part').map(([name]) => name)).toEqual(Object.keys(parts));
  });
});
