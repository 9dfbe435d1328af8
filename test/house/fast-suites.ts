import type { SourceFile } from './source.js';

/** What makes a suite slow or dependent on the machine: processes, browsers and databases. */
export const SLOW_PACKAGES: readonly string[] = [
  'node:child_process',
  'node:cluster',
  'node:worker_threads',
  'playwright-core',
  'kysely',
  'pg',
];

/**
 * The suites of `npm run test:fast`: those that reach no slow package through any import. A new suite is included
 * unless it starts a process, a browser or a database.
 *
 * @param sources every file of `src` and `test`
 */
export function fastSuitesOf(sources: readonly SourceFile[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const isSlow = ({ packages }: SourceFile): boolean => packages.some((name) => SLOW_PACKAGES.includes(name));
  const reachesSlow = (suite: SourceFile): boolean => {
    const reached = new Set([suite]);
    for (const source of reached) {
      if (isSlow(source)) return true;
      for (const path of source.files) {
        const imported = byPath.get(path);
        if (imported !== undefined) reached.add(imported);
      }
    }
    return false;
  };
  return sources
    .filter((source) => source.path.endsWith('.test.ts') && !reachesSlow(source))
    .map(({ path }) => path);
}
