import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const MAIN = join(process.cwd(), 'dist/main.js');
const WAIT_MS = 100;

/** A built gateway on its own port. Its log goes to a file, or to a pipe that can stay unread. */
export interface Replica {
  readonly url: string;
  readonly process: ChildProcess;
  /** Ends the process with SIGTERM. @returns its exit code, and the time in milliseconds */
  stop(): Promise<{ readonly code: number | null; readonly ms: number }>;
}

export interface ReplicaOptions {
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  /** The file of the log. If absent, the log goes to a pipe. */
  readonly logFile?: string | undefined;
}

/** Resolves when the replica answers. Starts a failed process again, as an orchestrator does. */
export async function startReplica(options: ReplicaOptions): Promise<Replica> {
  for (;;) {
    const replica = await tryStart(options);
    if (replica !== undefined) return replica;
    await sleep(5 * WAIT_MS);
  }
}

async function tryStart({ port, env, logFile }: ReplicaOptions): Promise<Replica | undefined> {
  const log = logFile === undefined ? 'pipe' : openSync(logFile, 'a');
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'], PORT: String(port), LIVE_CLIENT: 'core', ...env },
    stdio: ['ignore', 'ignore', log],
  });
  if (typeof log === 'number') closeSync(log);
  // The event `close` waits until the pipe is read, `exit` does not.
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.stderr?.resume();
  const url = `http://127.0.0.1:${port}/graphql`;
  while (!(await isUp(url))) {
    if (child.exitCode !== null) return undefined;
    await sleep(WAIT_MS);
  }
  return {
    url,
    process: child,
    async stop() {
      const startedAt = performance.now();
      child.kill('SIGTERM');
      const code = await ended;
      return { code, ms: performance.now() - startedAt };
    },
  };
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(new URL('/health/live', url))).ok;
  } catch {
    return false;
  }
}
