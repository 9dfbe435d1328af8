import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJwksServer } from '../../support/jwks-server.js';
import { type Bench } from '../bench.js';
import { startEmulatorProcess } from '../../support/emulator-process.js';
import { startLoadProcess } from './load-process.js';
import { median } from '../median.js';
import { measureStart, type Running, start, type Turn } from './measure.js';
import { reportProfile } from './profile.js';
import { keep, type Measured, toRows } from './report.js';
import { APOLLO, OURS, PLAIN, STARTED, type Subject, toSubjects } from './subjects.js';

/**
 * After this number of requests, the engine has optimized the code. It is a number and not a
 * time, because a busy machine answers few requests in a given time.
 */
const WARM_UP_REQUESTS = 20_000;
const LONGEST_WARM_UP_MS = 20_000;
const ROUNDS = 7;
const TURN_MS = 1_200;
const STARTS = 5;
const HALF_LOAD_ROUNDS = 9;
const HALF_LOAD_MS = 2_000;

const GRANTS = `grants:
  - match: { claim: roles, has: moderator }
    allow: [resume]
    domains: [push.example.com]
    apps: [live]
`;

async function warmUp(running: Running): Promise<void> {
  const endMs = performance.now() + LONGEST_WARM_UP_MS;
  let requests = 0;
  while (requests < WARM_UP_REQUESTS && performance.now() < endMs) {
    const { perSecond } = await running.turn(TURN_MS);
    requests += (perSecond * TURN_MS) / 1_000;
  }
}

/**
 * Runs rounds with one turn of each subject, and reverses the order in every second round. So
 * other load on the machine affects all subjects alike.
 */
async function interleave<T>(
  rounds: number,
  names: readonly string[],
  turn: (name: string) => Promise<T>,
): Promise<Map<string, T[]>> {
  const turns = new Map<string, T[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const name of round % 2 === 0 ? names : names.toReversed()) turns.get(name)?.push(await turn(name));
  return turns;
}

/** Compares the whole gateway with the alternatives. All of them handle the same resumes. */
export const gatewayBench: Bench = {
  title: 'gateway: one resume, compared with hand-written alternatives',
  async run() {
    const emulator = await startEmulatorProcess();
    await emulator.post('settings', { limits: 'off' });
    const server = await createJwksServer();
    const spans = await startSink();
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    const grantsFile = join(folder, 'grants.yaml');
    writeFileSync(grantsFile, GRANTS);
    const subjects = toSubjects(emulator.endpoint, {
      jwksUrl: server.url,
      token: await server.mint(),
      folder,
      grantsFile,
      otlpUrl: `http://127.0.0.1:${(spans.address() as AddressInfo).port}`,
    });
    const load = startLoadProcess();
    const running = new Map<string, Running>();
    const subjectOf = (name: string): Subject => one(subjects.find((subject) => subject.name === name));
    const runningOf = (name: string): Running => one(running.get(name));
    try {
      const startMs = await interleave(STARTS, [STARTED, APOLLO], (name) =>
        measureStart(subjectOf(name), load),
      );
      const names = subjects.map(({ name }) => name);
      for (const subject of subjects) running.set(subject.name, await start(subject, load));
      for (const name of names) await warmUp(runningOf(name));
      const full = await interleave(ROUNDS, names, (name) => runningOf(name).turn(TURN_MS));
      const perSecond = toHalf(full, [OURS, PLAIN]);
      const half = await interleave(HALF_LOAD_ROUNDS, [OURS, PLAIN], (name) =>
        runningOf(name).turn(HALF_LOAD_MS, perSecond),
      );
      const measured: Measured = { startMs, full, half, halfPerSecond: perSecond };
      keep(measured);
      if (process.env['GATEWAY_BENCH_PROFILE'] !== undefined) await profile(runningOf(OURS));
      return toRows(measured);
    } finally {
      await Promise.all(Array.from(running.values(), ({ metered }) => metered.stop()));
      load.stop();
      await server.close();
      spans.close();
      spans.closeAllConnections();
      rmSync(folder, { recursive: true });
      emulator.stop();
    }
  },
};

/** Starts a server that accepts spans and discards them, because there are millions. */
async function startSink(): Promise<Server> {
  const sink = createServer((request, response) => {
    request.resume();
    request.once('end', () => response.end('{}'));
  });
  sink.listen(0, '127.0.0.1');
  await once(sink, 'listening');
  return sink;
}

/** Returns half of the rate of the slowest of the named subjects. */
function toHalf(full: ReadonlyMap<string, readonly Turn[]>, names: readonly string[]): number {
  const most = names.map((name) => median((full.get(name) ?? []).map(({ perSecond }) => perSecond)));
  return Math.min(...most) / 2;
}

async function profile(ours: Running): Promise<void> {
  await ours.metered.ask('profile');
  await ours.turn(5_000);
  const { profile: found } = await ours.metered.ask('profiled');
  if (found !== undefined) reportProfile(found);
}

function one<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('There is no such subject.');
  return value;
}
