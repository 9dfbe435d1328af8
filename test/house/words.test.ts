import { execFile } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '../..');
const CSPELL = join(ROOT, 'node_modules/cspell/bin.mjs');

const rules = parse(readFileSync(join(ROOT, 'cspell.config.yaml'), 'utf8')) as Record<string, unknown>;
const folder = mkdtempSync(join(tmpdir(), 'words-'));

const SAMPLES = {
  'src/bad.ts': [
    '/** Whoever waits. */',
    "export const message = 'nobody may do this';",
    '// The store says so.',
  ],
  'src/good.ts': ['/** The client that waits. */', "export const nobody = 'client';"],
  'schema/bad.graphql': ['"""', 'Passengers of a flight.', '"""', 'type A { b: Int }'],
  'docs/bad.md': ['# Page', '', 'The gateway asks the store, not `nobody`.'],
};

let lines: readonly string[] = [];

/** Lints the samples by the rules of the project. */
beforeAll(async () => {
  for (const [path, text] of Object.entries(SAMPLES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text.join('\n'));
  }
  writeFileSync(join(folder, 'cspell.json'), JSON.stringify(rules));
  const output = await new Promise<string>((resolve) => {
    const options = { cwd: folder, maxBuffer: 2 ** 24 };
    execFile(process.execPath, [CSPELL, '--no-progress', '--no-summary'], options, (_error, stdout) => {
      resolve(stdout);
    });
  });
  lines = output.split('\n');
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const found = (path: string): string[] =>
  lines.filter((line) => line.startsWith(`${path}:`)).map((line) => /\((.*?)\)/.exec(line)?.[1] ?? '');

describe('the rules for words', () => {
  test('apply to comments, messages, schema descriptions and pages', () => {
    expect(found('src/bad.ts')).toEqual(['Whoever', 'nobody', 'says']);
    expect(found('schema/bad.graphql')).toEqual(['Passengers', 'flight']);
    expect(found('docs/bad.md')).toEqual(['asks']);
  });

  test('do not apply to identifiers', () => {
    expect(found('src/good.ts')).toEqual([]);
  });

  test('suggest a replacement for each refused word', () => {
    expect(lines.find((line) => line.includes('(says)'))).toMatch(/returns/);
  });
});
