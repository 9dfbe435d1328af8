import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Profiler } from 'node:inspector';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * An order to the meter. `profile` begins a CPU profile, `profiled` ends it, `collect` runs a
 * garbage collection, `delay` begins to measure the delay of the event loop. Each also returns a
 * reading.
 */
export type MeterQuestion = 'read' | 'profile' | 'profiled' | 'collect' | 'delay';

export interface MeterAnswer {
  /** The user and system time since the start, in microseconds. */
  readonly cpuUs: number;
  readonly rss: number;
  /** The size of live objects and garbage in bytes; after `collect`, of live objects only. */
  readonly heapUsed: number;
  /** The kinds of the active resources: timers, sockets, servers. */
  readonly resources: readonly string[];
  readonly profile: Profiler.Profile | undefined;
  /** The longest time for which the event loop was blocked since `delay`, in milliseconds. */
  readonly longestDelayMs: number;
}

/** A program that prints `{"event":"ready","url":…}` to standard output when it listens. */
export interface Program {
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  /** The path of the Node that runs the program, if it is not the Node of the benchmark. */
  readonly node?: string | undefined;
}

/** A program in a separate process, with its meter. */
export interface Metered {
  readonly pid: number;
  readonly url: string;
  /** The development token, if the program prints one. */
  readonly token: string | undefined;
  ask(question: MeterQuestion): Promise<MeterAnswer>;
  stop(): Promise<void>;
}

const METER = join(import.meta.dirname, 'meter.js');

/** Starts a program. Its log lines go to a file descriptor, as in production, and are discarded. */
export async function startMetered({ script, env, node }: Program): Promise<Metered> {
  const child = spawn(node ?? process.execPath, ['--import', METER, script], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  const { url, token } = await readyOf(child, script);
  return {
    pid: child.pid ?? 0,
    url,
    token,
    async ask(question) {
      child.send(question);
      const [answer] = (await once(child, 'message')) as [MeterAnswer];
      return answer;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function readyOf(child: ChildProcess, script: string): Promise<{ url: string; token?: string | undefined }> {
  const { stdout } = child;
  if (stdout === null) throw new TypeError('standard output must be a pipe');
  return new Promise((resolve, reject) => {
    createInterface({ input: stdout }).on('line', (line) => {
      if (line.startsWith('{"event":"ready"')) resolve(JSON.parse(line) as { url: string });
    });
    child.once('exit', (code) => {
      reject(new Error(`${script} ended with ${String(code)} before it was ready`));
    });
  });
}
