import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from '../stream/thrown.js';

/**
 * Creates a folder and its missing parents, one after the other. The recursive mode of Node.js never ends where the
 * system refuses a folder as missing although its parent exists, for example in `/proc`, and no signal reaches it.
 * @throws Error of the system if a folder cannot be created
 */
export function createFolder(path: string, mode: number): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) createFolder(parent, mode);
  try {
    mkdirSync(path, { mode });
  } catch (thrown) {
    // Another process can create the folder at the same time.
    if (codeOf(thrown) !== 'EEXIST') throw thrown;
  }
}
