import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

interface Entry {
  readonly types: string;
  readonly default: string;
}

/** The file that the build makes an exported file from; a file that is not built is its own. */
function sourceOf(path: string): string {
  return path
    .replace('./client/dist/', './')
    .replace('./dist/', './src/')
    .replace(/\.d\.ts$|\.js$/, '.ts');
}

test('whatever the package exports is there, or is built from what is there', () => {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    exports: Record<string, string | Entry>;
  };
  const paths = Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? [entry] : [entry.types, entry.default],
  );
  expect(Object.keys(exports)).toEqual(expect.arrayContaining(['.', './client']));
  expect(paths.map(sourceOf).filter((path) => !existsSync(path))).toEqual([]);
});
