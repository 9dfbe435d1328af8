import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder of the package, above the sources, the compiled files and the bundle alike: what is read at run time lies
 * at a path from here, since a bundled file lies at another depth than its source.
 * @throws TypeError where no folder above holds a package.json
 */
export const PACKAGE_ROOT = findPackage(import.meta.dirname);

function findPackage(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new TypeError('the package lies in no folder with a package.json');
  return findPackage(above);
}
