/**
 * Lists the packages that come with the gateway, in its npm package and in its image, with their licences.
 *
 *   npm run licences            # writes THIRD-PARTY-LICENSES.md; a test compares it with package-lock.json
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The part of package-lock.json (version 3) that is read: packages by folder, for example
 * `node_modules/a/node_modules/b`.
 */
export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

export interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly peer?: boolean;
}

/**
 * Returns the packages that are installed with the published package, directly or indirectly.
 * Leaves out development dependencies, and optional peer dependencies, which users install
 * themselves.
 */
export function installedWith({ packages }: Lock): readonly (readonly [string, LockedPackage])[] {
  return Object.entries(packages).filter(
    ([folder, { dev, devOptional, optional, peer }]) =>
      folder !== '' && dev !== true && devOptional !== true && !(optional === true && peer === true),
  );
}

/** Returns the text of THIRD-PARTY-LICENSES.md, with one row for each version of a package. */
export function toLicencePage(lock: Lock): string {
  const rows = installedWith(lock).map(([folder, { version = '', license = 'none' }]) => [
    folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version,
    license,
  ]);
  const lines = [...new Set(rows.map((cells) => `| ${cells.join(' | ')} |`))].toSorted();
  return [
    '# Third-party licences',
    '',
    'These packages come with the gateway, in its npm package and in its image. Each has the text of its licence in its folder below',
    '`node_modules`. The operator console has a list of its own in `dist/console/licenses.md`.',
    '',
    '| package | version | licence |',
    '| --- | --- | --- |',
    ...lines,
    '',
  ].join('\n');
}

if (process.argv[1] === import.meta.filename) {
  const root = join(import.meta.dirname, '..');
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  writeFileSync(join(root, 'THIRD-PARTY-LICENSES.md'), toLicencePage(lock));
}
