import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { dirname } from 'node:path';

/** The Node.js that runs the tests comes first, as the image’s own does there. */
export const PATH = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;

export interface StartOptions {
  readonly cwd: string;
  /** The whole environment besides PATH. */
  readonly env: Readonly<Record<string, string>>;
  /** Run as this user, where this one may and that one can run Node.js at all. */
  readonly uid?: number | undefined;
}

export interface Started {
  readonly url: string;
  /** In `dev` mode only. */
  readonly token: string | undefined;
  /** Sends SIGTERM to what was started and waits. Gives its exit code; null where the signal ended it. */
  stop(): Promise<number | null>;
}

/** Starts a command and waits for the line that says it is ready. */
export async function startCommand(
  [file = '', ...args]: readonly string[],
  { cwd, env, uid }: StartOptions,
): Promise<Started> {
  const as = uid !== undefined && canRunAs(uid) ? { uid, gid: uid } : {};
  const child = spawn(file, args, {
    cwd,
    env: { PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...as,
  });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const ready = await toReady(child, ended);
  return {
    ...ready,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** Folders above Node.js may be closed to everybody but their owner. */
function canRunAs(uid: number): boolean {
  return (
    process.getuid?.() === 0 && spawnSync(process.execPath, ['--version'], { uid, gid: uid }).status === 0
  );
}

function toReady(
  { stdout }: ChildProcess,
  ended: Promise<number | null>,
): Promise<Pick<Started, 'url' | 'token'>> {
  return new Promise((resolve, reject) => {
    if (stdout !== null)
      createInterface({ input: stdout }).on('line', (line) => {
        if (line.startsWith('{"event":"ready"')) resolve(JSON.parse(line) as Started);
      });
    void ended.then((code) => {
      reject(new Error(`it ended with ${String(code)} before it was ready`));
    });
  });
}
