import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createApp, type Overrides } from '../../src/app.js';
import { readConfig } from '../../src/config/read-config.js';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { createKeptLog } from '../support/log-lines.js';

let folder: string;
/** The endpoint of the emulator, after it listens. */
let endpoint: string | undefined;
let emulator: Emulator;
const { logger, lines } = createKeptLog();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'failed-start-'));
  endpoint = undefined;
  lines.length = 0;
  const real = createEmulator(demoWorld());
  emulator = {
    ...real,
    listen: async () => {
      const listening = await real.listen();
      ({ endpoint } = listening);
      expect((await fetch(`http://${endpoint}/_emulator/forbidden`)).ok).toBe(true);
      return listening;
    },
  };
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function start(
  env: Readonly<Record<string, string>> = {},
  overrides: Overrides = {},
): ReturnType<typeof createApp> {
  const { config, secrets } = readConfig({
    LIVE_UPSTREAM: 'emulator',
    LIVE_CLIENT: 'core',
    PORT: '0',
    AUTH_MODE: 'dev',
    DATABASE_URL: `file:${join(folder, 'gateway.db')}`,
    ...env,
  });
  // A spread would call the getters.
  const descriptors = Object.getOwnPropertyDescriptors(overrides);
  return createApp(config, secrets, Object.defineProperties({ logger, emulator }, descriptors));
}

/** An override that fails when the part that uses it is created. */
function failing(name: keyof Overrides): Overrides {
  return {
    get [name](): never {
      throw new Error(`no ${name}`);
    },
  };
}

/** Returns the open database files of this process. */
function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`);
      return path.startsWith(folder) ? [path] : [];
    } catch {
      return [];
    }
  });
}

async function expectAllClosed(): Promise<void> {
  expect(openFiles()).toEqual([]);
  if (endpoint !== undefined)
    await expect(fetch(`http://${endpoint}/_emulator/forbidden`)).rejects.toMatchObject({
      cause: { code: 'ECONNREFUSED' },
    });
}

describe('a failed start closes the open parts', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['the grants', { GRANTS_FILE: '/no/such/file' }, '/no/such/file: cannot be read'],
    ['the trusted documents', { TRUSTED_DOCUMENTS: '/no/such/file' }, 'TRUSTED_DOCUMENTS'],
  ])('at %s, before any part is open', async (_step, env, fault) => {
    await expect(start(env)).rejects.toThrow(fault);
    expect(endpoint).toBeUndefined();
    await expectAllClosed();
  });

  test('at the client: the emulator', async () => {
    const loadSdk = (): Promise<never> => Promise.reject(new Error('no sdk'));
    await expect(start({ LIVE_CLIENT: 'sdk' }, { upstream: { loadSdk } })).rejects.toThrow();
    expect(endpoint).toBeDefined();
    await expectAllClosed();
  });

  test('at the store: the emulator', async () => {
    // A folder is not a database.
    await expect(start({ DATABASE_URL: `file:${folder}` })).rejects.toThrow('DATABASE_URL');
    expect(endpoint).toBeDefined();
    await expectAllClosed();
  });

  test.each<keyof Overrides>(['guard', 'ledger', 'bulkResumes', 'timeouts'])(
    'at the part that uses the override %s: also the store',
    async (name) => {
      await expect(start({}, failing(name))).rejects.toThrow(`no ${name}`);
      expect(endpoint).toBeDefined();
      expect(readdirSync(folder)).toContain('gateway.db');
      await expectAllClosed();
    },
  );

  test('and rejects with the fault of the start, also if a part cannot be closed', async () => {
    const working = emulator;
    emulator = {
      ...working,
      close: async () => {
        await working.close();
        throw new Error('not closed');
      },
    };
    await expect(start({}, failing('guard'))).rejects.toThrow('no guard');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toContainEqual(
      expect.objectContaining({
        level: 'error',
        part: 'emulator',
        reason: 'unknown',
        msg: 'a part of the gateway could not be closed',
      }),
    );
    await expectAllClosed();
  });
});

test('a gateway whose port is in use, and a gateway that has never listened, can be closed', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const gateway = await start({ PORT: String(port) });
  expect(openFiles().length).toBeGreaterThan(0);
  await expect(gateway.listen()).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await gateway.close(0);
  await expectAllClosed();
  await (await start()).close(0);
  await expectAllClosed();
  expect(lines.filter((line) => line.includes('could not be closed'))).toEqual([]);
  other.close();
});
