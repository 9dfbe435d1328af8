import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { createDatabase } from '../support/postgres.js';
import { createTcpProxy } from '../support/tcp-proxy.js';
import { compareWithLedger } from './compare.js';
import { makeTrouble } from './faults.js';
import { resumeOnce, type Tally } from './requests.js';
import { readVitals, type Vitals } from './vitals.js';

const PER_SECOND = 25;
const RESTART_EVERY_MS = 45_000;
/** Longer than an idle connection to the upstream or to the database is kept. */
const REST_MS = 12_000;

/** What a replica held soon after its start, and before it was stopped. */
interface Life {
  readonly first: Vitals;
  readonly last: Vitals;
}

/**
 * `npm run soak -- 10`: minutes of requests, each for a stream of its own, against two replicas that are restarted in
 * turn, with an upstream that fails at random and a database that comes and goes. At the end every request has had
 * one answer, and the ledger says what the emulator saw. Exit code 1 otherwise.
 */
async function soak(minutes: number): Promise<boolean> {
  const emulator = createEmulator(demoWorld({ limits: 'off' }));
  const { endpoint } = await emulator.listen();
  const database = await createDatabase();
  const { hostname: host, port } = new URL(database.url);
  const proxy = await createTcpProxy({ host, port: Number(port) });
  const env = {
    ...{ DATABASE_URL: database.gatewayUrl(proxy.port), REPLICAS: '2', LIVE_TIMEOUT_MS: '1000' },
    ...{ REQUEST_TIMEOUT_MS: '8000', BUDGET_RESUME_LIVE_STREAM: '60' },
  };
  const open = (): Promise<GatewayProcess> => startGatewayProcess(endpoint, env);
  const replicas = [await open(), await open()];
  const trouble = makeTrouble(emulator, proxy, Math.random);
  const tally: Tally = { answers: [], broken: [], turnedAway: 0 };
  const asked: Promise<void>[] = [];
  const lives: Life[] = [];
  const exits: (number | null)[] = [];
  const endAt = Date.now() + minutes * 60_000;
  let restartAt = Date.now() + RESTART_EVERY_MS;
  let restart = Promise.resolve();
  let first = readAll(replicas, []);
  let vitalsAt = Date.now() + 10_000;

  for (let n = 0; Date.now() < endAt; n += 1) {
    const one = n % 2;
    const order = [replicas[one], replicas[1 - one]].filter((replica) => replica !== undefined);
    asked.push(resumeOnce(order, `s-${n}`, tally));
    if (Date.now() > vitalsAt) {
      first = readAll(replicas, first);
      vitalsAt = Infinity;
    }
    if (Date.now() > restartAt) {
      restartAt = Date.now() + RESTART_EVERY_MS;
      vitalsAt = Date.now() + 15_000;
      const which = lives.length % 2;
      restart = restart.then(async () => {
        const old = replicas[which];
        if (old === undefined) return;
        const last = readAll(replicas, first)[which];
        if (last !== undefined) lives.push({ first: first[which] ?? last, last });
        old.process.kill('SIGTERM');
        exits.push(await old.ended);
        replicas[which] = await untilOpen(open);
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 1000 / PER_SECOND));
  }
  await trouble.stop();
  await restart;
  await Promise.all(asked);
  // Once more in peace: whoever had a timer or a lease left has had the time to let go of it.
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  const ends = readAll(replicas, first).map((last, n) => ({ first: first[n] ?? last, last }));
  for (const replica of replicas) replica.process.kill('SIGTERM');
  exits.push(...(await Promise.all(replicas.map(({ ended }) => ended))));

  const differences = await compareWithLedger(database.connect().db, emulator.calls(), tally.answers);
  const results = new Map<string, number>();
  for (const { result } of tally.answers) results.set(result, (results.get(result) ?? 0) + 1);
  const answeredOnce = new Set(tally.answers.map(({ streamName }) => streamName)).size;
  const holds =
    tally.broken.length === 0 &&
    answeredOnce === asked.length &&
    tally.answers.length === asked.length &&
    differences.length === 0 &&
    [...lives, ...ends].every(isSteady) &&
    ends.every(isAtRest) &&
    exits.every((code) => code === 0);
  const report = {
    ...{ holds, minutes, requests: asked.length, answeredOnce, answers: Object.fromEntries(results) },
    ...{ broken: tally.broken.slice(0, 5), turnedAway: tally.turnedAway, ...trouble.made },
    ...{ restarts: lives.length, exits, differences: differences.slice(0, 5), lives, ends },
    calls: emulator.calls().length,
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  await proxy.close();
  await emulator.close();
  await database.drop();
  return holds;
}

/** A replica that is just being restarted has none; what was read before stands. */
function readAll(replicas: readonly GatewayProcess[], before: readonly Vitals[]): Vitals[] {
  return replicas.map(({ process: { pid }, url }, n) => {
    try {
      return readVitals(pid ?? 0, url);
    } catch {
      return before[n] ?? { rssMib: 0, descriptors: 0 };
    }
  });
}

/** Somewhat more memory is the weather's and not a leak's; `endurance` looks more closely. */
function isSteady({ first, last }: Life): boolean {
  return last.rssMib <= first.rssMib * 1.5;
}

/** In peace; amid trouble there are as many connections to the upstream as calls that it does not answer. */
function isAtRest({ first, last }: Life): boolean {
  return last.descriptors <= first.descriptors + 4;
}

/** A replica does not start while the database is away; whoever restarts it tries again, as an orchestrator does. */
async function untilOpen(open: () => Promise<GatewayProcess>): Promise<GatewayProcess> {
  for (;;) {
    try {
      return await open();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

process.exitCode = (await soak(Number(process.argv[2] ?? 10))) ? 0 : 1;
