import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely } from 'kysely';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { createPostgres } from '../../src/store/postgres.js';
import { openSqlite } from '../../src/store/sqlite.js';
import { type StoreTables } from '../../src/store/tables.js';
import { writeGrants } from '../support/grants.js';
import { AUDIENCE, createJwksServer, ISSUER } from '../support/jwks-server.js';
import { findFreePort } from '../support/postgres-server.js';
import { mountSmallDisk } from '../support/small-disk.js';
import { toUpstreamEnv } from '../support/upstream-env.js';
import { compareWithLedger } from './compare.js';
import { createCredentialSource, TEMPORARY_KEYS } from './credential-source.js';
import { createDatabasePair } from './database-pair.js';
import { makeTroubles, type Trouble, upstreamFaults } from './faults.js';
import { type Replica, type ReplicaOptions, startReplica } from './replica.js';
import { resumeOnce, type Tally } from './requests.js';
import { readVitals, type Vitals } from './vitals.js';

const PER_SECOND = 25;
const RESTART_EVERY_MS = 20_000;
/** Longer than an idle connection to the upstream or to the database is kept. */
const REST_MS = 12_000;
const REQUEST_TIMEOUT_MS = 8_000;
/** Requests have their time, and what is left to be written has a little more. */
const MOST_DRAIN_MS = REQUEST_TIMEOUT_MS + 6_000;
const DISK_MEGABYTES = 48;

/** What a replica held soon after its start, and before it was stopped. */
interface Life {
  readonly first: Vitals;
  readonly last: Vitals;
}

/** Replicas that share a ledger, and the answers to the requests that were sent to them. */
interface Group {
  readonly name: string;
  readonly options: readonly ReplicaOptions[];
  readonly replicas: Replica[];
  readonly tally: Tally;
  readonly openLedger: () => { readonly db: Kysely<StoreTables>; close(): Promise<void> };
}

/**
 * `npm run soak -- 10`: minutes of requests, each for a stream of its own, against two replicas on PostgreSQL and one
 * on SQLite. They are restarted in turn while everything around them comes and goes: the upstream, the primary of the
 * database, the disk of the ledger and the log, the reader of the log, the credential source and the key endpoint. At
 * the end every request has had one answer, each ledger says what the emulator saw, and every SIGTERM has ended with 0
 * in time. Exit code 1 otherwise. Needs the programs of a PostgreSQL server, and the right to mount a disk in memory.
 */
async function soak(minutes: number): Promise<boolean> {
  const emulator = createEmulator(demoWorld({ limits: 'off', accounts: [TEMPORARY_KEYS] }));
  const { endpoint } = await emulator.listen();
  const keys = await createJwksServer();
  const credentials = await createCredentialSource();
  const database = await createDatabasePair();
  const disk = mountSmallDisk(DISK_MEGABYTES);
  if (disk === undefined) throw new Error('a disk in memory cannot be mounted: the soak needs root');
  const grantsFile = writeGrants({ allow: ['resume'], domains: ['*'], apps: ['*'] });
  const env = {
    ...toUpstreamEnv(endpoint),
    LIVE_CREDENTIALS: 'credentials_uri',
    ALIBABA_CLOUD_CREDENTIALS_URI: credentials.url,
    AUTH_JWKS_URL: keys.url,
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: AUDIENCE,
    GRANTS_FILE: grantsFile,
    LIVE_TIMEOUT_MS: '1000',
    REQUEST_TIMEOUT_MS: String(REQUEST_TIMEOUT_MS),
    BUDGET_RESUME_LIVE_STREAM: '60',
    CALLER_REQUESTS_PER_SECOND: '1000',
    // Full pipes and disks need many lines.
    LOG_LEVEL: 'debug',
  };
  const shared = { ...env, DATABASE_URL: database.url, REPLICAS: '2' };
  const file = `file://${join(disk.folder, 'gateway.db')}`;
  const groups = [
    await openGroup('postgres', [{ env: shared }, { env: shared }], () =>
      createPostgres({ url: database.directUrl() }),
    ),
    await openGroup(
      'sqlite',
      [{ env: { ...env, DATABASE_URL: file }, logFile: join(disk.folder, 'log') }],
      () => openSqlite(file),
    ),
  ] as const;
  const [onPostgres] = groups;
  const troubles = makeTroubles([
    upstreamFaults(emulator, Math.random),
    {
      name: 'fail-overs',
      everyMs: 47_000,
      forMs: 0,
      begin: () => database.failOver(),
      end: () => undefined,
    },
    {
      name: 'full disks',
      everyMs: 31_000,
      forMs: 6_000,
      begin: () => {
        disk.fill();
      },
      end: () => {
        disk.empty();
      },
    },
    ...onPostgres.replicas.map((_, n): Trouble => ({
      name: `stalled pipe ${n}`,
      everyMs: 23_000 + n * 6_000,
      forMs: 9_000,
      begin: () => {
        onPostgres.replicas[n]?.process.stderr?.pause();
      },
      end: () => {
        onPostgres.replicas[n]?.process.stderr?.resume();
      },
    })),
    {
      name: 'credential source away',
      everyMs: 37_000,
      forMs: 5_000,
      begin: () => {
        credentials.setAway(true);
      },
      end: () => {
        credentials.setAway(false);
      },
    },
    {
      name: 'key endpoint away',
      everyMs: 41_000,
      forMs: 3_000,
      begin: async () => {
        keys.setMode('error');
        // Tokens of a key that the gateways do not know yet make them ask.
        await keys.rotate(`key-${Date.now()}`, { keepOld: true });
      },
      end: () => {
        keys.setMode('ok');
      },
    },
  ]);
  const asked: Promise<void>[] = [];
  const restarts = createRestarts(groups);
  const endAt = Date.now() + minutes * 60_000;
  for (let n = 0; Date.now() < endAt; n += 1) {
    const { name, replicas, tally } = groups[n % 3 === 2 ? 1 : 0];
    const urls = replicas.map(({ url }) => url);
    const order = n % 3 === 1 ? urls.toReversed() : urls;
    asked.push(resumeOnce(order, `${name}-${n}`, () => keys.mint(), tally));
    await sleep(1000 / PER_SECOND);
  }
  await troubles.stop();
  await restarts.stop();
  await Promise.all(asked);
  // Once more in peace: what a timer or a lease has held is free by now.
  await sleep(REST_MS);
  await restarts.stopAll();

  const reports = [];
  for (const group of groups) reports.push(await report(group, emulator.calls()));
  const { lives, ends, exits } = restarts;
  const requests = asked.length;
  const answers = reports.reduce((sum, { answeredOnce }) => sum + answeredOnce, 0);
  const holds =
    answers === requests &&
    reports.every(({ holds: oneHolds }) => oneHolds) &&
    lives.every(isSteady) &&
    ends.every(isAtRest) &&
    exits.every(({ code, ms }) => code === 0 && ms <= MOST_DRAIN_MS);
  const figures = {
    holds,
    minutes,
    requests,
    answers,
    troubles: troubles.made,
    groups: reports,
    exits: {
      count: exits.length,
      codes: exits.map(({ code }) => code),
      longestMs: Math.round(Math.max(...exits.map(({ ms }) => ms))),
    },
    calls: emulator.calls().length,
    lives,
    ends,
  };
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  await database.close();
  await emulator.close();
  await keys.close();
  credentials.close();
  disk.remove();
  rmSync(grantsFile);
  return holds;
}

async function openGroup(
  name: string,
  replicas: readonly Omit<ReplicaOptions, 'port'>[],
  openLedger: Group['openLedger'],
): Promise<Group> {
  const options: ReplicaOptions[] = [];
  for (const one of replicas) options.push({ ...one, port: await findFreePort() });
  const tally: Tally = { answers: [], broken: [], turnedAway: 0 };
  return { name, options, replicas: await Promise.all(options.map(startReplica)), tally, openLedger };
}

/** Restarts one replica after the other, for as long as it is not stopped. */
function createRestarts(groups: readonly Group[]) {
  const seats = groups.flatMap(({ options, replicas }) =>
    options.map((one, n) => ({ options: one, replicas, n, first: undefined as Vitals | undefined })),
  );
  type Seat = (typeof seats)[number];
  const lives: Life[] = [];
  const ends: Life[] = [];
  const exits: Awaited<ReturnType<Replica['stop']>>[] = [];
  let turn = 0;
  let last = Promise.resolve();

  const read = ({ replicas, n }: Seat): Vitals | undefined => {
    const replica = replicas[n];
    return replica && readVitals(replica.process.pid ?? 0, replica.url);
  };
  const stop = async (seat: Seat, into: Life[]): Promise<void> => {
    const now = read(seat);
    if (now !== undefined) into.push({ first: seat.first ?? now, last: now });
    const exit = await seat.replicas[seat.n]?.stop();
    if (exit !== undefined) exits.push(exit);
  };
  const restart = async (): Promise<void> => {
    const seat = seats[turn % seats.length];
    turn += 1;
    if (seat === undefined) return;
    await stop(seat, lives);
    seat.replicas[seat.n] = await startReplica(seat.options);
    seat.first = undefined;
  };
  const restarting = setInterval(() => {
    last = last.then(restart);
  }, RESTART_EVERY_MS);
  // What a start needs is not what the service needs: the first look comes when a replica has worked for a while.
  const looking = setInterval(() => {
    last = last.then(() => {
      for (const seat of seats) seat.first ??= read(seat);
    });
  }, RESTART_EVERY_MS / 2);
  return {
    lives,
    ends,
    exits,
    async stop() {
      clearInterval(restarting);
      clearInterval(looking);
      await last;
    },
    async stopAll() {
      await Promise.all(seats.map((seat) => stop(seat, ends)));
    },
  };
}

async function report({ name, tally, openLedger }: Group, allCalls: Parameters<typeof compareWithLedger>[1]) {
  const calls = allCalls.filter(({ params }) => params['StreamName']?.startsWith(`${name}-`));
  const ledger = openLedger();
  const differences = await compareWithLedger(ledger.db, calls, tally.answers);
  await ledger.close();
  const results = new Map<string, number>();
  for (const { result } of tally.answers) results.set(result, (results.get(result) ?? 0) + 1);
  const answeredOnce = new Set(tally.answers.map(({ streamName }) => streamName)).size;
  return {
    name,
    holds: tally.broken.length === 0 && answeredOnce === tally.answers.length && differences.length === 0,
    answeredOnce,
    answers: Object.fromEntries(results),
    turnedAway: tally.turnedAway,
    broken: tally.broken.slice(0, 5),
    differences: differences.slice(0, 5),
  };
}

/** Somewhat more memory is chance and not a leak; `endurance` looks more closely. */
function isSteady({ first, last }: Life): boolean {
  return last.rssMib <= first.rssMib * 1.5;
}

/** In peace; amid trouble there are as many connections to the upstream as calls that it does not answer. */
function isAtRest({ first, last }: Life): boolean {
  return last.descriptors <= first.descriptors + 4;
}

process.exitCode = (await soak(Number(process.argv[2] ?? 10))) ? 0 : 1;
