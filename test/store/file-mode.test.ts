import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openAppStore } from '../../src/app/store.js';
import { readConfig } from '../../src/config/read-config.js';
import { createKeptLog } from '../support/log-lines.js';

const MESSAGE = 'other users can read the database file: set its mode to 0600';

describe('a database file', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'file-mode-'));
    path = join(folder, 'gateway.db');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Opens and closes the store. Returns the warnings of the log. */
  async function warningsOf(): Promise<readonly Record<string, unknown>[]> {
    const { logger, lines } = createKeptLog();
    const { config, secrets } = readConfig({ DATABASE_URL: `file:${path}` });
    const store = await openAppStore(config, secrets, logger);
    await store.close();
    expect(lines.join('')).not.toContain(folder);
    return lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ level }) => level === 'warn');
  }

  test.each([0o644, 0o640, 0o604, 0o620])(
    'with mode %o causes a warning that contains only its name',
    async (mode) => {
      writeFileSync(path, '');
      chmodSync(path, mode);
      expect(await warningsOf()).toEqual([expect.objectContaining({ files: ['gateway.db'], msg: MESSAGE })]);
      expect(statSync(path).mode & 0o777).toBe(mode);
    },
  );

  test('causes a warning if a file of SQLite beside it has an open mode', async () => {
    writeFileSync(path, '', { mode: 0o600 });
    writeFileSync(`${path}-wal`, '', { mode: 0o644 });
    expect(await warningsOf()).toEqual([
      expect.objectContaining({ files: ['gateway.db-wal'], msg: MESSAGE }),
    ]);
  });

  test('that is new, or that only its owner can read, causes no warning', async () => {
    expect(await warningsOf()).toEqual([]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await warningsOf()).toEqual([]);
  });
});
