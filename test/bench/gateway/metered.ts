import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Profiler } from 'node:inspector';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * `profile` begins a CPU profile, `profiled` ends it, `collect` collects garbage, `delay` begins to measure the delay of
 * the event loop. Each is answered with a reading too.
 */
export type MeterQuestion = 'read' | 'profile' | 'profiled' | 'collect' | 'delay';

export interface MeterAnswer {
  /** User and system time since the start. */
  readonly cpuUs: number;
  readonly rss: number;
  /** Live objects and garbage; after `collect` live objects alone. */
  readonly heapUsed: number;
  /** What keeps or may keep the process alive, by kind: timers, sockets, servers. */
  readonly resources: readonly string[];
  readonly profile: Profiler.Profile | undefined;
  /** The longest time for which the event loop was busy since `delay`. */
  readonly longestDelayMs: number;
}

/** What prints `{"event":"ready","url":…}` on standard output when it listens. */
export interface Program {
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  /** The Node it runs on, where that is not the one that measures. */
  readonly node?: string | undefined;
}

/** A program in a process of its own, with its meter. */
export interface Metered {
  readonly pid: number;
  readonly url: string;
  /** The development token, where the program prints one. */
  readonly token: string | undefined;
  ask(question: MeterQuestion): Promise<MeterAnswer>;
  stop(): Promise<void>;
}

const METER = join(import.meta.dirname, 'meter.js');

/** Log lines go where they cost what they cost in production, to a file descriptor, and nobody reads them. */
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
