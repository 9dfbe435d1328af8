import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './dockerfile.js';

/** The lines of .dockerignore that say something. */
export function readIgnoreLines(): readonly string[] {
  return readFileSync(join(ROOT, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/**
 * Whether a file, by its path from the root, is sent to the build. Of .dockerignore’s language only this much is
 * understood: everything is left out (`*`), and single names at the root are let in again (`!src`).
 */
export function isSent(path: string): boolean {
  const [everything, ...exceptions] = readIgnoreLines();
  if (everything !== '*' || exceptions.some((line) => !/^![\w.-]+$/.test(line)))
    throw new Error('.dockerignore is no list of what is let in');
  return exceptions.includes(`!${path.split('/', 1).join('')}`);
}
