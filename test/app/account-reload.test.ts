import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { AccountReload } from '../../src/app/account-settings.js';
import { type Accounts } from '../../src/app/accounts.js';
import { type AccountSettings } from '../../src/config/account-config.js';
import { createKeptLog } from '../support/log-lines.js';

/** The limit that docs/accounts.md promises. */
const WATCH_MS = 2_000;

let folder: string;
let idFile: string;
let secretFile: string;
let onRead: () => void;
let onApply: () => Promise<void>;
let applied: string[];
let reload: AccountReload;
const { logger, lines } = createKeptLog('info');

/** The settings of the test carry the content of both files as the name of an account. */
function read(): Promise<AccountSettings> {
  const name = `${readFileSync(idFile, 'utf8')} ${readFileSync(secretFile, 'utf8')}`;
  onRead();
  return Promise.resolve({
    accounts: [{ name }],
    credentials: new Map(),
    callbacks: new Map(),
    files: [idFile, secretFile],
  } as unknown as AccountSettings);
}

const accounts = {
  names: [],
  apply: async ({ accounts }: AccountSettings) => {
    await onApply();
    applied.push(...accounts.map(({ name }) => name));
  },
} as unknown as Accounts;

beforeEach(() => {
  // Only the interval of the checks is fake. The files are real.
  jest.useFakeTimers({
    doNotFake: [
      'Date',
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setTimeout',
      'clearTimeout',
    ],
  });
  folder = mkdtempSync(join(tmpdir(), 'account-reload-'));
  [idFile, secretFile] = [join(folder, 'id'), join(folder, 'secret')];
  writeFileSync(idFile, 'id-1');
  writeFileSync(secretFile, 'secret-1');
  onRead = () => undefined;
  onApply = () => Promise.resolve();
  applied = [];
  lines.length = 0;
  reload = new AccountReload(read, accounts, logger);
});
afterEach(() => {
  reload.close();
  jest.useRealTimers();
  rmSync(folder, { recursive: true });
});

/** Lets one check start and end. */
async function passCheck(): Promise<void> {
  jest.advanceTimersByTime(WATCH_MS);
  await sleep(100);
}

test('a secret that changes while a change of another file is being applied is in force two seconds later', async () => {
  await reload.open();
  onApply = () => {
    onApply = () => Promise.resolve();
    writeFileSync(secretFile, 'secret-2');
    return sleep(50);
  };
  writeFileSync(idFile, 'id-2');
  await passCheck();
  expect(applied.at(-1)).toBe('id-2 secret-1');
  await passCheck();
  expect(applied.at(-1)).toBe('id-2 secret-2');
});

test('a secret that changes right after it was read at the start is in force', async () => {
  onRead = () => {
    onRead = () => undefined;
    writeFileSync(secretFile, 'secret-2');
  };
  await reload.open();
  await passCheck();
  expect(applied.at(-1)).toBe('id-1 secret-2');
});

test('a secret that changes right after a reload by a signal is in force', async () => {
  await reload.open();
  onRead = () => {
    onRead = () => undefined;
    writeFileSync(secretFile, 'secret-2');
  };
  expect(await reload.reload()).toBe(true);
  await passCheck();
  expect(applied.at(-1)).toBe('id-1 secret-2');
});

test('files that do not change cause no reload, also after a change that was reloaded by a signal', async () => {
  await reload.open();
  writeFileSync(secretFile, 'secret-2');
  expect(await reload.reload()).toBe(true);
  for (let check = 0; check < 3; check += 1) await passCheck();
  expect(applied).toEqual(['id-1 secret-1', 'id-1 secret-2']);
  expect(lines).toHaveLength(1);
});

test('no file is checked after the accounts are closed', async () => {
  await reload.open();
  reload.close();
  writeFileSync(secretFile, 'secret-2');
  await passCheck();
  expect(applied).toEqual(['id-1 secret-1']);
});
