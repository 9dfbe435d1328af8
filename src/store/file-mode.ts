import { statSync } from 'node:fs';
import { basename } from 'node:path';

/** What SQLite keeps beside the database has the same content. */
const SUFFIXES = ['', '-wal', '-shm'];
const OTHERS = 0o077;

/** The names, without their folder, of the database's files that are there and that other users may read or write. */
export function filesOpenToOthers(path: string): readonly string[] {
  return SUFFIXES.map((suffix) => `${path}${suffix}`)
    .filter((file) => ((statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & OTHERS) !== 0)
    .map((file) => basename(file));
}
