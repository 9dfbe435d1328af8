import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readAccountsFile } from '../../src/config/accounts/accounts-file.js';
import { readConfig } from '../../src/config/read-config.js';
import { SettingsFileError } from '../../src/settings-file/settings-file-error.js';

const SECRET = 'secretofcallbacks';
const TEXT = `accounts:
  - name: brand-a
    domains: [push.brand-a.example.com]
    credentials: { type: env, prefix: A }
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'account-callbacks-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function read(env: Readonly<Record<string, string>>) {
  const path = join(folder, 'accounts.yaml');
  writeFileSync(path, TEXT);
  const keys = { A_ACCESS_KEY_ID: 'LTAI-a', A_ACCESS_KEY_SECRET: 'secret-a' };
  const { config, secrets } = readConfig({ LIVE_ACCOUNTS_FILE: path, AUTH_MODE: 'dev', ...keys, ...env });
  const { budgets, upstream } = config;
  return readAccountsFile({
    path,
    readVariable: secrets.readVariable,
    budgets,
    endpoint: upstream.endpoint,
  });
}

function faultsOf(env: Readonly<Record<string, string>>): string[] {
  try {
    read(env);
  } catch (thrown) {
    if (!(thrown instanceof SettingsFileError)) throw thrown;
    return thrown.faults.map(({ path, message }) => `${path}: ${message}`);
  }
  return [];
}

describe('the callbacks of an account', () => {
  test.each([
    ['one value of each', SECRET],
    ['two values of each, while they are rotated', `next${SECRET},${SECRET}`],
  ])('may have %s', (_title, value) => {
    expect(faultsOf({ A_CALLBACK_SECRET: value, A_CALLBACK_AUTH_KEY: value })).toEqual([]);
  });

  const SHAPE =
    'needs one or two values of 16 to 64 letters and digits in A_CALLBACK_SECRET, separated by a comma';
  test.each([
    [{ A_CALLBACK_SECRET: 'too-short' }, SHAPE],
    [{ A_CALLBACK_SECRET: ['1', '2', '3'].map((n) => `${SECRET}${n}`).join(',') }, SHAPE],
    [{ A_CALLBACK_AUTH_KEY: SECRET }, 'needs A_CALLBACK_SECRET, because A_CALLBACK_AUTH_KEY is set'],
  ])('with %j are refused, and the fault does not contain them', (env, fault) => {
    const faults = faultsOf(env);
    expect(faults).toEqual([`accounts[0].credentials: ${fault}`]);
    expect(faults.join()).not.toContain(SECRET);
  });
});
