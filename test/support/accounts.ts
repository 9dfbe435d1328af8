import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Overrides } from '../../src/app.js';
import { type EmulatorOptions } from '../../src/emulator/options.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from './gateway.js';

/**
 * An account with its own emulator. Its domains are `push.<name>.example.com` and
 * `play.<name>.example.com`.
 */
export interface AccountWorld {
  readonly name: string;
  readonly emulator: Emulator;
  readonly endpoint: string;
  readonly ingestDomain: string;
  readonly keys: { readonly accessKeyId: string; readonly accessKeySecret: string };
}

export async function startAccount(
  name: string,
  overrides: Partial<EmulatorOptions> = {},
): Promise<AccountWorld> {
  const keys = { accessKeyId: `LTAI-of-${name}`, accessKeySecret: `secret-of-${name}` };
  const ingestDomain = `push.${name}.example.com`;
  const emulator = createEmulator({
    accounts: [keys],
    domains: [{ ingest: ingestDomain, streaming: `play.${name}.example.com` }],
    limits: 'off',
    seed: { forbidden: [{ domainName: ingestDomain, appName: 'live', streamName: 'one' }] },
    ...overrides,
  });
  const { endpoint } = await emulator.listen();
  return { name, emulator, endpoint, ingestDomain, keys };
}

type AccountInFile = Readonly<Record<string, unknown>>;

/** Returns the entry of an account in the accounts file. */
export function toEntry({ name, endpoint }: AccountWorld): AccountInFile {
  const domains = [`push.${name}.example.com`, `play.${name}.example.com`];
  return { name, domains, endpoint, credentials: { type: 'env', prefix: toPrefix(name) } };
}

export function toPrefix(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

/** A folder with the accounts file and the key files, which can change while the gateway runs. */
export class AccountsFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'accounts-'));
  readonly file = join(this.path, 'accounts.yaml');

  writeAccounts(accounts: readonly AccountInFile[]): void {
    writeFileSync(this.file, stringify({ accounts }));
  }

  /** @returns the variables that name the files of the keys */
  writeKeys({ name, keys }: Pick<AccountWorld, 'name' | 'keys'>): Record<string, string> {
    const prefix = toPrefix(name);
    const all = { ACCESS_KEY_ID: keys.accessKeyId, ACCESS_KEY_SECRET: keys.accessKeySecret };
    return Object.fromEntries(
      Object.entries(all).map(([what, value]) => {
        const path = join(this.path, `${prefix}_${what}`);
        writeFileSync(path, `${value}\n`);
        return [`${prefix}_${what}_FILE`, path];
      }),
    );
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** Starts a gateway with the accounts, in mode `dev`. */
export function startAccountsGateway(
  folder: AccountsFolder,
  worlds: readonly AccountWorld[],
  env: Readonly<Record<string, string>> = {},
  overrides: Overrides = {},
): Promise<TestGateway> {
  folder.writeAccounts(worlds.map(toEntry));
  const keys = Object.assign({}, ...worlds.map((world) => folder.writeKeys(world))) as Record<string, string>;
  return startGateway(
    { LIVE_ACCOUNTS_FILE: folder.file, LIVE_PROTOCOL: 'http', AUTH_MODE: 'dev', ...keys, ...env },
    overrides,
  );
}
