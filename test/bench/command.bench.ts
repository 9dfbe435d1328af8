import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGatewayProcess } from '../support/gateway-process.js';
import { toUpstreamEnv } from '../support/upstream-env.js';
import { type Bench, type Row } from './bench.js';
import { median } from './median.js';

const MAIN = join(process.cwd(), 'dist/main.js');
const STREAMS = 10_000;
const ACCOUNTS = 5;
const DOMAINS_EACH = 4;
const RUNS = 9;

interface Run {
  readonly firstLineMs: number;
  readonly endMs: number;
  readonly lines: number;
}

/** Runs the command in a separate process, and measures the times of its first line and its end. */
function run(argv: readonly string[], env: Readonly<Record<string, string>>): Promise<Run> {
  const startMs = performance.now();
  const child = spawn(process.execPath, [MAIN, ...argv], { env: { PATH: process.env['PATH'], ...env } });
  let firstLineMs = NaN;
  let lines = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    if (lines === 0) firstLineMs = performance.now() - startMs;
    lines += chunk.toString().split('\n').length - 1;
  });
  return new Promise((resolve) => {
    child.once('close', () => {
      resolve({ firstLineMs, endMs: performance.now() - startMs, lines });
    });
  });
}

async function repeat(measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let count = 0; count < RUNS; count += 1) values.push(await measure());
  return median(values);
}

async function measureStart(endpoint: string): Promise<number> {
  const startMs = performance.now();
  const gateway = await startGatewayProcess(endpoint, {});
  const readyMs = performance.now() - startMs;
  gateway.process.kill('SIGTERM');
  await gateway.ended;
  return readyMs;
}

/** Runs `doctor` with an accounts file that has every domain of the emulator. */
async function measureDoctor(): Promise<Run> {
  const accounts = Array.from({ length: ACCOUNTS }, (_, index) => ({
    accessKeyId: `LTAI-bench-${index}`,
    accessKeySecret: `bench-secret-${index}`,
  }));
  const domainsOf = (index: number): { ingest: string; streaming: string }[] =>
    Array.from({ length: DOMAINS_EACH }, (_, at) => ({
      ingest: `push-${at}.brand-${index}.example.com`,
      streaming: `live-${at}.brand-${index}.example.com`,
    }));
  const emulator = createEmulator({
    accounts,
    domains: accounts.flatMap(({ accessKeyId: accountKeyId }, index) =>
      domainsOf(index).map((domain) => ({ ...domain, accountKeyId })),
    ),
    latencyMs: 50,
  });
  const { endpoint } = await emulator.listen();
  const folder = mkdtempSync(join(tmpdir(), 'bench-doctor-'));
  const write = (name: string, value: object): string => {
    writeFileSync(join(folder, name), JSON.stringify(value));
    return join(folder, name);
  };
  const file = {
    accounts: accounts.map((_, index) => ({
      name: `brand-${index}`,
      credentials: { type: 'env', prefix: `BRAND_${index}` },
      domains: domainsOf(index).flatMap(({ ingest, streaming }) => [ingest, streaming]),
    })),
  };
  const secrets = Object.fromEntries(
    accounts.flatMap(({ accessKeyId, accessKeySecret }, index) => [
      [`BRAND_${index}_ACCESS_KEY_ID`, accessKeyId],
      [`BRAND_${index}_ACCESS_KEY_SECRET`, accessKeySecret],
    ]),
  );
  const grants = [
    {
      match: { claim: 'roles', has: 'moderator' },
      allow: ['read', 'resume'],
      domains: accounts.flatMap((_, index) => domainsOf(index).map(({ ingest }) => ingest)),
      anyApp: true,
    },
  ];
  const ended = await run(['doctor'], {
    ...toUpstreamEnv(endpoint),
    LIVE_CLIENT: 'core',
    AUTH_MODE: 'dev',
    DATABASE_URL: `file:${join(folder, 'gateway.db')}`,
    GRANTS_FILE: write('grants.yaml', { grants }),
    LIVE_ACCOUNTS_FILE: write('accounts.yaml', file),
    ...secrets,
  });
  await emulator.close();
  rmSync(folder, { recursive: true });
  return ended;
}

async function measure(): Promise<Row[]> {
  const emulator = createEmulator(demoWorld({ limits: 'off' }));
  const { endpoint } = await emulator.listen();
  for (let count = 0; count < STREAMS; count += 1)
    emulator.forbid({ domainName: 'push.example.com', appName: 'many', streamName: `stream-${count}` });
  const start = await repeat(() => measureStart(endpoint));
  const gateway = await startGatewayProcess(endpoint, {});
  const env = { APSARA_GATEWAY_ENDPOINT: gateway.url, APSARA_GATEWAY_TOKEN: gateway.token };
  const argv = ['list', 'push.example.com', '--forbidden'];
  const help = await repeat(async () => (await run(['--help'], env)).firstLineMs);
  const status = await repeat(
    async () => (await run(['status', 'push.example.com', 'live', 'match-44'], env)).firstLineMs,
  );
  const list = await run(argv, env);
  gateway.process.kill('SIGTERM');
  await gateway.ended;
  await emulator.close();
  const doctor = await measureDoctor();
  const half = 'half of the start of the gateway, in the same run';
  return [
    { what: 'first line of --help', figure: help, unit: 'ms', ideal: start / 2, beside: half },
    { what: 'first line of status', figure: status, unit: 'ms', ideal: start / 2, beside: half },
    {
      what: `list of ${list.lines} streams`,
      figure: list.endMs,
      unit: 'ms',
      ideal: 2_000,
      beside: 'the bound',
    },
    {
      what: `doctor with ${ACCOUNTS} accounts, ${ACCOUNTS * DOMAINS_EACH} domains: ${doctor.lines} lines`,
      figure: doctor.endMs,
      unit: 'ms',
      ideal: 10_000,
      beside: 'the bound; each call takes 50 ms',
    },
  ];
}

export const commandBench: Bench = {
  title: 'command: its start, a long list, and doctor',
  run: measure,
};
