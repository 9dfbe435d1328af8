import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder of the package, above the sources and the compiled files alike. Files that are read at run time have paths
 * relative to it.
 * @throws TypeError where no folder above holds a package.json
 */
export const PACKAGE_ROOT = findPackage(import.meta.dirname);

/** The gateway's version, `0.1.0`. */
export const PACKAGE_VERSION = (
  JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as { readonly version: string }
).version;

function findPackage(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new TypeError('the package lies in no folder with a package.json');
  return findPackage(above);
}
