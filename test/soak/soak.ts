import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely } from 'kysely';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { createPostgres } from '../../src/store/postgres.js';
import { openSqlite } from '../../src/store/sqlite.js';
import { type StoreTables } from '../../src/store/tables.js';
import { writeGrants } from '../support/grants.js';
import { AUDIENCE, createJwksServer, ISSUER } from '../support/jwks-server.js';
import { CALLBACK_ENV } from '../support/live-events.js';
import { findFreePort } from '../support/postgres-server.js';
import { mountSmallDisk } from '../support/small-disk.js';
import { toUpstreamEnv } from '../support/upstream-env.js';
import { createBalancer } from './balancer.js';
import { compareWithLedger } from './compare.js';
import { createCredentialSource, TEMPORARY_KEYS } from './credential-source.js';
import { createDatabasePair } from './database-pair.js';
import { compareWithEncoders, encoderTroubles, SOAK_CALLBACKS, startEncoders } from './encoders.js';
import { makeTroubles, type Trouble, upstreamFaults } from './faults.js';
import { type Replica, type ReplicaOptions, startReplica } from './replica.js';
import { resumeOnce, type Tally } from './requests.js';
import { createRestarts, isAtRest, isSteady } from './restarts.js';

const PER_SECOND = 25;
/** Longer than idle connections to the upstream or to the database are kept. */
const REST_MS = 12_000;
const REQUEST_TIMEOUT_MS = 8_000;
const CATCH_UP_MS = 5_000;
/** The timeout of a request, and 6 s to write the remaining outcomes. */
const MOST_DRAIN_MS = REQUEST_TIMEOUT_MS + 6_000;
const DISK_MEGABYTES = 48;

/** Replicas that share a ledger, and the responses to the requests sent to them. */
interface Group {
  readonly name: string;
  readonly options: readonly ReplicaOptions[];
  readonly replicas: Replica[];
  readonly tally: Tally;
  readonly openLedger: () => { readonly db: Kysely<StoreTables>; close(): Promise<void> };
}

/**
 * `npm run soak -- 10` sends requests for 10 minutes, each for another stream, to two replicas on
 * PostgreSQL and one on SQLite. The replicas are restarted in turn. Meanwhile these parts fail and
 * recover: the upstream, the primary of the database, the disk of the ledger and the log, the
 * reader of the log, the credential source and the key endpoint. At the end the soak checks:
 *
 * - every request had exactly one response;
 * - each ledger matches the calls that the emulator saw;
 * - the events match the changes of the encoders;
 * - every SIGTERM ended with exit code 0 in time.
 *
 * Otherwise the exit code is 1. It needs the programs of a PostgreSQL server, and the right to
 * mount a disk in memory.
 */
async function soak(minutes: number): Promise<boolean> {
  const emulator = createEmulator(
    demoWorld({ limits: 'off', accounts: [TEMPORARY_KEYS], callbacks: SOAK_CALLBACKS }),
  );
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
    ...CALLBACK_ENV,
    LIVE_TIMEOUT_MS: '1000',
    REQUEST_TIMEOUT_MS: String(REQUEST_TIMEOUT_MS),
    BUDGET_RESUME_LIVE_STREAM: '60',
    CALLER_REQUESTS_PER_SECOND: '1000',
    // Many lines are needed to fill pipes and disks.
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
  const balancer = await createBalancer(onPostgres.replicas.map(({ url }) => url));
  startEncoders(emulator, balancer.origin);
  const troubles = makeTroubles([
    upstreamFaults(emulator, Math.random),
    ...encoderTroubles(emulator, Math.random),
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
      name: 'credential source unavailable',
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
      name: 'key endpoint unavailable',
      everyMs: 41_000,
      forMs: 3_000,
      begin: async () => {
        keys.setMode('error');
        // A token with an unknown key makes the gateways request the keys.
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
  // At rest: timers and leases have released their resources after this time.
  await sleep(REST_MS);
  await restarts.stopAll();
  await completeEvents(onPostgres, emulator);

  const reports = [];
  for (const group of groups) reports.push(await report(group, emulator.calls()));
  const ledger = onPostgres.openLedger();
  const events = await compareWithEncoders(ledger.db, emulator);
  await ledger.close();
  const { lives, ends, exits } = restarts;
  const requests = asked.length;
  const answers = reports.reduce((sum, { answeredOnce }) => sum + answeredOnce, 0);
  const holds =
    answers === requests &&
    reports.every(({ holds: oneHolds }) => oneHolds) &&
    events.done > 0 &&
    events.differences.length === 0 &&
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
    events: { done: events.done, differences: events.differences.slice(0, 5) },
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
  await balancer.close();
  await database.close();
  await emulator.close();
  await keys.close();
  credentials.close();
  disk.remove();
  rmSync(grantsFile);
  return holds;
}

/** Starts a replica, which reads the records of the lost callbacks at its start. */
async function completeEvents({ options: [first] }: Group, emulator: Emulator): Promise<void> {
  emulator.clearFaults();
  if (first === undefined) return;
  const replica = await startReplica(first);
  await sleep(CATCH_UP_MS);
  await replica.stop();
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

process.exitCode = (await soak(Number(process.argv[2] ?? 10))) ? 0 : 1;
