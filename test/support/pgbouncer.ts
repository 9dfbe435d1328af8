import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createTemporaryFolder,
  findFreePort,
  hasPostgresServer,
  runUnprivileged,
} from './postgres-server.js';

const PROGRAM = '/usr/sbin/pgbouncer';

/** Whether the tests can start a PgBouncer and a PostgreSQL server. */
export const hasPgBouncer = hasPostgresServer && (process.env['CI'] !== undefined || existsSync(PROGRAM));
if (!hasPgBouncer) process.stderr.write('PgBouncer is not installed: its tests are skipped.\n');

export interface PgBouncer {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts a PgBouncer in transaction mode on a loopback port, with a pool size of 3. */
export async function startPgBouncer(serverPort: number): Promise<PgBouncer> {
  const folder = await createTemporaryFolder('pgbouncer');
  const port = await findFreePort();
  const settings = [
    '[databases]',
    `* = host=127.0.0.1 port=${serverPort} user=postgres`,
    '[pgbouncer]',
    'pool_mode = transaction',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = any',
    'default_pool_size = 3',
  ];
  const file = join(folder, 'pgbouncer.ini');
  await runUnprivileged('sh', ['-c', 'printf "%s\\n" "$@" > "$0"', file, ...settings]);
  const [command = PROGRAM, ...args] =
    userInfo().uid === 0
      ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', PROGRAM, '-q', file]
      : [PROGRAM, '-q', file];
  const child = spawn(command, args, { stdio: 'ignore' });
  await untilItListens(child, port);
  return {
    port,
    close: async () => {
      const closed = once(child, 'close');
      child.kill('SIGINT');
      await closed;
      await runUnprivileged('rm', ['-r', folder]);
    },
  };
}

async function untilItListens(child: ChildProcess, port: number): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`PgBouncer ended with ${child.exitCode}`);
    const socket = connect(port, '127.0.0.1');
    const isUp = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isUp) return;
    await sleep(20);
  }
}
