import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from '@jest/globals';
import { DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { RESUME } from '../support/queries.js';

const MAIN = join(import.meta.dirname, '../../dist/main.js');
/**
 * Each request leaves 20 lines: a streaming domain has no field of a stream. A pipe holds 64 KB and the gateway 1 MB.
 */
const NOISY = `query { liveStream(domainName: "live.example.com", appName: "live", streamName: "a") {
  ${Array.from({ length: 20 }, (_, n) => `a${n}: publishedAt`).join(' ')}
} }`;
const MAX_REQUESTS = 2_000;
/** Eight seconds for the drain and one for the last flush. A supervisor would kill the process after that. */
const END_MS = 15_000;

interface Ready {
  readonly url: string;
  readonly token: string;
}

let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
});

function start(): ChildProcess {
  return spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      LIVE_CLIENT: 'core',
      DATABASE_URL: 'file::memory:',
      LOG_LEVEL: 'debug',
    },
    // Nothing reads from the pipe of standard error.
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function readyLineOf(child: ChildProcess): Promise<Ready> {
  if (child.stdout === null) throw new TypeError('standard output is a pipe');
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith('{"event":"ready"')) return JSON.parse(line) as Ready;
  throw new Error('the gateway ended before it was ready');
}

test('a log pipe without a reader delays neither a request nor the exit, and the lost lines are counted', async () => {
  const running = start();
  child = running;
  const ended = once(running, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const { url, token } = await readyLineOf(running);
  const post = async (query: string, variables = {}): Promise<{ readonly errors?: readonly unknown[] }> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as { readonly errors?: readonly unknown[] };
  };
  const countDropped = async (): Promise<number> => {
    const text = await (await fetch(new URL('/metrics', url))).text();
    return Number(/^apsara_live_gateway_log_lines_dropped_total (\d+)$/m.exec(text)?.[1]);
  };

  expect(await countDropped()).toBe(0);
  let requests = 0;
  for (; requests < MAX_REQUESTS && (await countDropped()) === 0; requests += 20)
    await Promise.all(Array.from({ length: 20 }, () => post(NOISY)));
  expect(await countDropped()).toBeGreaterThan(0);
  expect((await post(RESUME, { input: DEMO_STREAM })).errors).toBeUndefined();

  running.kill('SIGTERM');
  const killer = setTimeout(() => running.kill('SIGKILL'), END_MS);
  expect(await ended).toEqual([0, null]);
  clearTimeout(killer);
  running.stderr?.destroy();
}, 60_000);
