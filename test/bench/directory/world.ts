import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { createApp } from '../../../src/app.js';
import { readConfig } from '../../../src/config/read-config.js';
import { DEMO_KEYS, toUpstreamEnv } from '../../support/upstream-env.js';

export interface LargeWorld {
  readonly endpoint: string;
  /** Returns the number of calls since the start, by operation. */
  calls(): Promise<Readonly<Record<string, number>>>;
  stop(): void;
}

export async function startLargeWorld(latencyMs: number, forbidden: number): Promise<LargeWorld> {
  const child = fork(join(import.meta.dirname, 'emulator-task.js'), [String(latencyMs), String(forbidden)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (child.stdout === null) throw new Error('the standard output of the emulator must be a pipe');
  const lines = createInterface({ input: child.stdout });
  const endpoint = await new Promise<string>((resolve) => lines.once('line', resolve));
  return {
    endpoint,
    async calls() {
      const response = await fetch(`http://${endpoint}/_emulator/stats`);
      const { operations } = (await response.json()) as { operations: Record<string, { calls: number }> };
      return Object.fromEntries(Object.entries(operations).map(([name, { calls }]) => [name, calls]));
    },
    stop: () => {
      child.disconnect();
    },
  };
}

export interface BenchGateway {
  post(query: string, variables: object): Promise<Readonly<Record<string, unknown>>>;
  close(): Promise<void>;
}

/** Starts the whole gateway in this process, with the large world as its upstream. */
export async function startBenchGateway(endpoint: string): Promise<BenchGateway> {
  const { config, secrets } = readConfig({
    PORT: '0',
    LOG_LEVEL: 'silent',
    LIVE_CLIENT: 'core',
    AUTH_MODE: 'dev',
    ...toUpstreamEnv(endpoint),
    ...DEMO_KEYS,
  });
  const gateway = await createApp(config, secrets);
  const { url } = await gateway.listen();
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${gateway.token ?? ''}`,
  };
  return {
    async post(query, variables) {
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as {
        data?: Record<string, unknown>;
        errors?: unknown;
      };
      if (errors !== undefined || data === undefined) throw new Error(JSON.stringify(errors));
      return data;
    },
    close: () => gateway.close(),
  };
}
