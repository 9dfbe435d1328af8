import { describe, expect, test } from '@jest/globals';
import { fastSuitesOf } from './fast-suites.js';
import { type SourceFile, sourcesBelow } from './source.js';

const sources = [...sourcesBelow('src'), ...sourcesBelow('test')];
const suites = sources.filter(({ path }) => path.endsWith('.test.ts')).map(({ path }) => path);
const fast = fastSuitesOf(sources);

const file = (path: string, files: readonly string[], packages: readonly string[] = []): SourceFile => ({
  path,
  text: '',
  lines: 1,
  files,
  packages,
});

describe('the suites of test:fast', () => {
  test('include most suites that test one part', () => {
    expect(fast.length).toBeGreaterThan(80);
    expect(fast.length).toBeLessThan(suites.length);
    expect(fast).toContain('test/guard/breaker.test.ts');
    expect(fast).toContain('test/house/fast-suites.test.ts');
  });

  test.each([
    ['a process', 'test/e2e/start.test.ts'],
    ['a process of test/support', 'test/e2e/terminal.test.ts'],
    ['a browser', 'test/e2e/explorer.test.ts'],
    ['PostgreSQL', 'test/store/postgres.test.ts'],
    ['SQLite', 'test/store/sqlite.test.ts'],
    ['a whole gateway, which opens a store', 'test/e2e/resume.test.ts'],
  ])('leave out a suite that needs %s', (_what, path) => {
    expect(suites).toContain(path);
    expect(fast).not.toContain(path);
  });

  test('include a new suite by default, and exclude a suite that reaches a slow package through other files', () => {
    const tree = [
      file('test/new.test.ts', ['test/support/plain.ts']),
      file('test/support/plain.ts', ['test/new.test.ts']),
      file('test/slow.test.ts', ['test/support/over.ts']),
      file('test/support/over.ts', ['src/store/deep.ts']),
      file('src/store/deep.ts', [], ['pg']),
    ];
    expect(fastSuitesOf(tree)).toEqual(['test/new.test.ts']);
  });
});
