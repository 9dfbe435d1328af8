import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type GraphqlAnswer } from './gateway.js';
import { RESUME } from './queries.js';
import { DEMO_KEYS, toUpstreamEnv } from './upstream-env.js';

/** Tests and benchmarks run in the folder of the project. Their own location varies. */
const MAIN = join(process.cwd(), 'dist/main.js');

/** A built gateway in a separate process, as in production. */
export interface GatewayProcess {
  readonly url: string;
  readonly token: string;
  readonly process: ChildProcess;
  /** Resolves with the exit code after the end of the process. */
  readonly ended: Promise<number | null>;
  /** Sends a request. Rejects if the connection breaks. */
  post(query: string, variables?: object): Promise<GraphqlAnswer>;
  resume(input: object): Promise<GraphqlAnswer>;
}

/** Starts `node dist/main.js` with a running emulator as its upstream. */
export async function startGatewayProcess(
  emulatorEndpoint: string,
  env: Readonly<Record<string, string>>,
  main = MAIN,
): Promise<GatewayProcess> {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATABASE_URL: 'file::memory:',
      ...toUpstreamEnv(emulatorEndpoint),
      ...DEMO_KEYS,
      LIVE_CLIENT: 'core',
      AUTH_MODE: 'dev',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const { url, token } = await new Promise<{ url: string; token: string }>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{"event":"ready"')) resolve(JSON.parse(line) as { url: string; token: string });
    });
    void ended.then((code) => {
      reject(new Error(`the gateway ended with ${String(code)} before it was ready`));
    });
  });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const post = async (query: string, variables?: object): Promise<GraphqlAnswer> => {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphqlAnswer;
  };
  return { url, token, process: child, ended, post, resume: (input) => post(RESUME, { input }) };
}
