import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

interface Entry {
  readonly types: string;
  readonly default: string;
}

/** The source of an exported file. A file that is not built is its own source. */
function sourceOf(path: string): string {
  return path
    .replace('./client/dist/', './')
    .replace('./dist/', './src/')
    .replace(/\.d\.ts$|\.js$/, '.ts');
}

test('every exported file exists, or is built from an existing file', () => {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    exports: Record<string, string | Entry>;
  };
  const paths = Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? [entry] : [entry.types, entry.default],
  );
  expect(Object.keys(exports)).toEqual(expect.arrayContaining(['.', './client']));
  expect(paths.map(sourceOf).filter((path) => !existsSync(path))).toEqual([]);
});
