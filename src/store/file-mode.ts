import { statSync } from 'node:fs';
import { basename } from 'node:path';

/** The files of SQLite beside the database have the same content. */
const SUFFIXES = ['', '-wal', '-shm'];
const OTHERS = 0o077;

/** The names of the existing files of the database, without their folder, that other users can read or write. */
export function filesOpenToOthers(path: string): readonly string[] {
  return SUFFIXES.map((suffix) => `${path}${suffix}`)
    .filter((file) => ((statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & OTHERS) !== 0)
    .map((file) => basename(file));
}
