import { statfsSync, statSync } from 'node:fs';
import { StoreUnavailable } from './unavailable.js';

/** With less free space, the next statements can fail. A bulk job of 10,000 streams needs about this much. */
const LEAST_FREE_BYTES = 1_048_576;

/** The file of an open database. */
export interface SqliteFile {
  /** @throws StoreUnavailable if its path leads to no file or to another file. New data would be lost. */
  readonly checkIdentity: () => void;
  /** @throws StoreUnavailable like `checkIdentity`, and if its disk has less than 1 MiB free */
  readonly checkRoom: () => void;
}

/** @param path the path of an existing file; undefined for a database in memory */
export function createSqliteFile(path: string | undefined): SqliteFile {
  if (path === undefined) return { checkIdentity: () => undefined, checkRoom: () => undefined };
  const opened = statSync(path);
  const checkIdentity = (): void => {
    const present = statSync(path, { throwIfNoEntry: false });
    if (present?.ino !== opened.ino || present.dev !== opened.dev)
      throw new StoreUnavailable('file_replaced');
  };
  return {
    checkIdentity,
    checkRoom: () => {
      checkIdentity();
      const { blocks, bavail, bsize } = statfsSync(path);
      // Some file systems report no size.
      if (blocks > 0 && bavail * bsize < LEAST_FREE_BYTES) throw new StoreUnavailable('full');
    },
  };
}
