import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';

const [BIN = '/usr/lib/postgresql/bin'] = globSync('/usr/lib/postgresql/*/bin').toSorted().toReversed();
const USER = 'postgres';

/**
 * Whether the tests can start PostgreSQL servers. Without the programs of a server these tests are
 * skipped; in CI they fail.
 */
export const hasPostgresServer = process.env['CI'] !== undefined || existsSync(join(BIN, 'initdb'));
if (!hasPostgresServer)
  process.stderr.write('The programs of a PostgreSQL server are not installed: its tests are skipped.\n');

/** A PostgreSQL server in a temporary folder, on a loopback port. */
export interface PostgresServer {
  readonly port: number;
  /** Returns a URL for the user `postgres`, without a password. `port` replaces the port. */
  url(database?: string, port?: number): string;
  /** Runs a statement on a new connection. */
  query<R>(statement: string): Promise<readonly R[]>;
  /** Creates a standby that replicates this server. */
  createStandby(): Promise<PostgresServer>;
  /** Makes a standby the primary. */
  promote(): Promise<void>;
  /** Ends the server in the fast mode: it informs its clients, and its standbys have all data. */
  stop(): Promise<void>;
  /** Ends the server at once, if it runs, and removes its folder. */
  drop(): Promise<void>;
}

/** Runs a program as the user `postgres` if this process is root. The server refuses root. */
export async function runUnprivileged(file: string, args: readonly string[]): Promise<string> {
  const isRoot = userInfo().uid === 0;
  const command = isRoot ? 'runuser' : file;
  const rest = isRoot ? ['-u', USER, '--', file, ...args] : args;
  const { stdout } = await promisify(execFile)(command, rest, { cwd: tmpdir() });
  return stdout.trim();
}

export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const run = (program: string, ...args: readonly string[]): Promise<string> =>
  runUnprivileged(join(BIN, program), args);

export const createTemporaryFolder = (name: string): Promise<string> =>
  runUnprivileged('mktemp', ['-d', join(tmpdir(), `${name}-XXXXXX`)]);

/** @param toSettings creates files in the server's folder, and returns settings such as `ssl=on` */
export async function createPostgresServer(
  toSettings: (folder: string) => Promise<readonly string[]> = () => Promise.resolve([]),
): Promise<PostgresServer> {
  const folder = await createTemporaryFolder('postgres-server');
  await run('initdb', '-D', join(folder, 'data'), '-U', USER, '-A', 'trust', '-E', 'UTF8', '--no-sync');
  return start(folder, await toSettings(folder));
}

async function start(folder: string, settings: readonly string[] = []): Promise<PostgresServer> {
  const data = join(folder, 'data');
  const port = await findFreePort();
  const options = ['listen_addresses=127.0.0.1', 'fsync=off', 'max_connections=60', ...settings]
    .map((setting) => `-c ${setting}`)
    .join(' ');
  // Without its own log file, the server keeps the pipe of this process open.
  await run(
    'pg_ctl',
    '-D',
    data,
    '-o',
    `-p ${port} -k '' ${options}`,
    '-l',
    join(folder, 'log'),
    '-w',
    'start',
  );
  let isRunning = true;
  const url: PostgresServer['url'] = (database = USER, through = port) =>
    `postgres://${USER}@127.0.0.1:${through}/${database}`;
  return {
    port,
    url,
    async query<R>(statement: string) {
      const client = new Client({ connectionString: url() });
      await client.connect();
      try {
        const { rows } = await client.query(statement);
        return rows as R[];
      } finally {
        await client.end();
      }
    },
    async createStandby() {
      const copy = await createTemporaryFolder('postgres-standby');
      await run(
        'pg_basebackup',
        '-h',
        '127.0.0.1',
        '-p',
        String(port),
        '-U',
        USER,
        '-D',
        join(copy, 'data'),
        '-R',
        '-X',
        'stream',
        '-c',
        'fast',
        '--no-sync',
      );
      return start(copy);
    },
    promote: async () => {
      await run('pg_ctl', '-D', data, '-w', 'promote');
    },
    stop: async () => {
      isRunning = false;
      await run('pg_ctl', '-D', data, '-m', 'fast', '-w', 'stop');
    },
    drop: async () => {
      if (isRunning) await run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop');
      await runUnprivileged('rm', ['-r', folder]);
    },
  };
}
