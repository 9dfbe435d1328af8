import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface EmulatorProcess {
  /** `127.0.0.1:port` */
  readonly endpoint: string;
  post(path: string, body: object): Promise<void>;
  get(path: string): Promise<unknown>;
  stop(): void;
}

/**
 * Starts the built emulator in a separate process. So its arrival times do not depend on the load
 * of the test process, and its memory and CPU time are not counted.
 */
export async function startEmulatorProcess(): Promise<EmulatorProcess> {
  const child = spawn(process.execPath, ['dist/emulator/main.js'], {
    env: { ...process.env, EMULATOR_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const endpoint = await new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /http:\/\/(127\.0\.0\.1:\d+)$/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  return {
    endpoint,
    async post(path, body) {
      await fetch(`http://${endpoint}/_emulator/${path}`, { method: 'POST', body: JSON.stringify(body) });
    },
    get: async (path) => (await fetch(`http://${endpoint}/_emulator/${path}`)).json() as Promise<unknown>,
    stop: () => {
      child.kill();
    },
  };
}
