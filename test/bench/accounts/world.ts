import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type EmulatorOptions } from '../../../src/emulator/options.js';
import { type GatewayProcess, startGatewayProcess } from '../../support/gateway-process.js';
import { readMetrics } from '../../support/metrics-page.js';

/** The delay of each answer of the emulator, in milliseconds. */
const LATENCY_MS = 20;

export const toIngestDomain = (account: number): string => `push.brand-${account}.example.com`;
const toKey = (account: number): string => `LTAI-brand-${account}`;
const toPrefix = (account: number): string => `BRAND_${account}`;

/** Returns a world of `count` accounts, each with keys, a domain and the documented limits. */
export function toWorld(count: number): EmulatorOptions {
  const all = Array.from({ length: count }, (_, account) => account);
  return {
    accounts: all.map((account) => ({ accessKeyId: toKey(account), accessKeySecret: `secret-${account}` })),
    domains: all.map((account) => ({
      ingest: toIngestDomain(account),
      streaming: `play.brand-${account}.example.com`,
      accountKeyId: toKey(account),
    })),
    latencyMs: LATENCY_MS,
  };
}

export interface Call {
  /** The time of arrival, in milliseconds. */
  readonly at: number;
  readonly accessKeyId: string;
  readonly answer?: { readonly status: number } | undefined;
}

/** An emulator of many accounts, and the settings of gateways that use it. */
export class AccountsWorld {
  readonly #emulator: ChildProcess;
  readonly #endpoint: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'bench-accounts-'));

  private constructor(emulator: ChildProcess, endpoint: string) {
    this.#emulator = emulator;
    this.#endpoint = endpoint;
  }

  static async start(count: number): Promise<AccountsWorld> {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'emulator.js'), String(count)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const endpoint = await new Promise<string>((resolve) => {
      createInterface({ input: child.stdout }).once('line', resolve);
    });
    return new AccountsWorld(child, endpoint);
  }

  /** Starts a gateway with the first `count` accounts of the world. */
  startGateway(count: number, env: Readonly<Record<string, string>> = {}): Promise<GatewayProcess> {
    const file = join(this.#folder, `accounts-${count}.yaml`);
    const all = Array.from({ length: count }, (_, account) => account);
    const accounts = all.map((account) => ({
      name: `brand-${account}`,
      domains: [`*.brand-${account}.example.com`],
      credentials: { type: 'env', prefix: toPrefix(account) },
    }));
    // YAML is a superset of JSON.
    writeFileSync(file, JSON.stringify({ accounts }));
    const keys = all.flatMap((account): [string, string][] => [
      [`${toPrefix(account)}_ACCESS_KEY_ID`, toKey(account)],
      [`${toPrefix(account)}_ACCESS_KEY_SECRET`, `secret-${account}`],
    ]);
    return startGatewayProcess(
      this.#endpoint,
      {
        LIVE_ACCOUNTS_FILE: file,
        ALIBABA_CLOUD_ACCESS_KEY_ID: '',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: '',
        REQUEST_TIMEOUT_MS: '60000',
        ...Object.fromEntries(keys),
        ...env,
      },
      'dist/main.js',
    );
  }

  async admin(method: string, path: string, body?: object): Promise<unknown> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    return (await fetch(`http://${this.#endpoint}/_emulator/${path}`, init)).json();
  }

  /** Returns the resumes since the last reset, by access key. */
  async arrivals(): Promise<ReadonlyMap<string, readonly Call[]>> {
    const calls = (await this.admin('GET', 'calls?action=ResumeLiveStream')) as readonly Call[];
    return Map.groupBy(calls, ({ accessKeyId }) => accessKeyId);
  }

  /** Makes all further calls of one account fail with the given fault. */
  async spoil(account: number, fault: string): Promise<void> {
    const match = { accessKeyId: toKey(account) };
    await this.admin('POST', 'faults', { fault, match, times: 'always' });
  }

  stop(): void {
    this.#emulator.kill();
    rmSync(this.#folder, { recursive: true });
  }
}

/** Returns the CPU time in seconds and the resident memory in bytes of a gateway. */
export async function usageOf({ url }: GatewayProcess): Promise<{ cpuS: number; memoryBytes: number }> {
  const { series } = await readMetrics(url);
  const valueOf = (name: string): number => series.find((one) => one.name === name)?.value ?? NaN;
  return {
    cpuS: valueOf('process_cpu_seconds_total'),
    memoryBytes: valueOf('process_resident_memory_bytes'),
  };
}

export async function stopGateway({ process: child, ended }: GatewayProcess): Promise<void> {
  child.kill('SIGTERM');
  await ended;
}
