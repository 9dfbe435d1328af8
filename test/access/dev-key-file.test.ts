import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAuthenticator, type Authenticator } from '../../src/access/authenticator.js';
import { readConfig } from '../../src/config/read-config.js';

let folder: string;
let path: string;
let notKept: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dev-key-'));
  path = join(folder, 'data', 'key.json');
  notKept = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const start = (file = path): Promise<Authenticator> =>
  createAuthenticator({
    mode: 'dev',
    keyFile: { path: file, onNotKept: (reason) => notKept.push(reason) },
  });
const isGood = async ({ authenticate }: Authenticator, token = ''): Promise<boolean> => {
  try {
    return (await authenticate(`Bearer ${token}`)).subject === 'developer';
  } catch {
    return false;
  }
};

describe('the key of development tokens', () => {
  test('is kept, so that a token survives a restart', async () => {
    const before = await start();
    const after = await start();
    expect(await isGood(after, before.token)).toBe(true);
    expect(await isGood(before, after.token)).toBe(true);
    expect(notKept).toEqual([]);
  });

  test('is readable only by its owner, also if the file was readable by others', async () => {
    await start();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    writeFileSync(join(folder, 'copy'), readFileSync(path), { mode: 0o644 });
    await start(join(folder, 'copy'));
    expect(statSync(join(folder, 'copy')).mode & 0o777).toBe(0o600);
  });

  test('is the same for processes that start at once, and leaves no draft', async () => {
    const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => start()));
    for (const other of others) expect(await isGood(other, first?.token)).toBe(true);
    expect(readdirSync(join(folder, 'data'))).toEqual(['key.json']);
  });

  test('is valid until the process ends if the file cannot be written, and this is reported', async () => {
    writeFileSync(join(folder, 'data'), 'a file, not a folder');
    await expect(start()).rejects.toThrow('DEV_TOKEN_KEY_FILE: the file cannot be read (ENOTDIR)');
    const authenticator = await start('/proc/none/key.json');
    expect(await isGood(authenticator, authenticator.token)).toBe(true);
    expect(notKept).toEqual(['ENOENT']);
  });

  test('is not saved behind a broken symbolic link, and this is reported', async () => {
    const link = join(folder, 'link');
    symlinkSync(join(folder, 'nowhere'), link);
    const authenticator = await start(link);
    expect(await isGood(authenticator, authenticator.token)).toBe(true);
    expect(notKept).toEqual(['ENOENT']);
  });

  test.each([
    ['nothing', ''],
    ['text', 'x'],
    ['a public key', '{"kty":"EC","crv":"P-256","x":"a","y":"b","kid":"1"}'],
    ['a key of another kind', '{"kty":"oct","k":"YQ","kid":"1"}'],
    ['a key that is none', '{"kty":"EC","crv":"P-256","x":"a","y":"b","d":"c","kid":"1"}'],
  ])('a file with %s stops the start, and stays as it is', async (_title, text) => {
    const file = join(folder, 'key.json');
    writeFileSync(file, text, { mode: 0o644 });
    await expect(start(file)).rejects.toThrow(/^DEV_TOKEN_KEY_FILE: the file holds no key/);
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(statSync(file).mode & 0o777).toBe(0o644);
  });
});

describe('DEV_TOKEN_KEY_FILE', () => {
  const fileOf = (env: Readonly<Record<string, string>>): unknown => readConfig(env).config.auth;

  test('is in ./data by default, and is not set if the store is in memory or the upstream is real', () => {
    expect(fileOf({})).toEqual({ mode: 'dev', tokenKeyFile: './data/dev-token-key.json' });
    expect(fileOf({ DATABASE_URL: 'file::memory:' })).toEqual({ mode: 'dev', tokenKeyFile: undefined });
    expect(fileOf({ DEV_TOKEN_KEY_FILE: 'k', DATABASE_URL: 'file::memory:' })).toEqual({
      mode: 'dev',
      tokenKeyFile: 'k',
    });
    const real = {
      LIVE_UPSTREAM: 'alibaba',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
    };
    expect(fileOf({ ...real, AUTH_MODE: 'dev' })).toEqual({ mode: 'dev', tokenKeyFile: undefined });
    expect(() => fileOf({ ...real, AUTH_MODE: 'dev', DEV_TOKEN_KEY_FILE: 'k' })).toThrow(
      /^DEV_TOKEN_KEY_FILE: is for AUTH_MODE=dev with LIVE_UPSTREAM=emulator only/,
    );
  });

  test.each(['none', 'jwt'])('is refused with AUTH_MODE=%s, where it has no effect', (mode) => {
    expect(() => fileOf({ AUTH_MODE: mode, DEV_TOKEN_KEY_FILE: 'k' })).toThrow('DEV_TOKEN_KEY_FILE: is for');
  });
});
