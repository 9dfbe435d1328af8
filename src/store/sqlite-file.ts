import { statfsSync, statSync } from 'node:fs';
import { StoreUnavailable } from './unavailable.js';

/** Below this the next statements may find no room. A bulk job of 10,000 streams takes about as much. */
const LEAST_FREE_BYTES = 1_048_576;

/** The file of a database that is open. */
export interface SqliteFile {
  /** @throws StoreUnavailable where its path leads to no file or to another one: what is written would be lost */
  readonly checkIdentity: () => void;
  /** @throws StoreUnavailable as `checkIdentity` does, and where its disk has less than 1 MiB left */
  readonly checkRoom: () => void;
}

/** @param path of a file that is there; undefined for a database in memory */
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
