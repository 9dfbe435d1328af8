import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface SqliteLock {
  /** Releases the lock and ends the process. */
  release(): Promise<void>;
}

const PROGRAM = `
  const database = new (require('node:sqlite').DatabaseSync)(process.argv[1], { timeout: 5000 });
  database.exec('begin immediate');
  process.stdout.write('locked');
  process.stdin.once('data', () => {
    database.exec('rollback');
    database.close();
    process.exit();
  });
`;

/** Starts another process that holds the write lock of an SQLite file. */
export async function lockSqlite(path: string): Promise<SqliteLock> {
  const child = spawn(process.execPath, ['--no-warnings', '-e', PROGRAM, path], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  await once(child.stdout, 'data');
  return {
    release: async () => {
      child.stdin.end('release');
      await closed;
    },
  };
}
