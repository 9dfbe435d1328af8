import { spawnSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { isSent } from './build-context.js';
import { lastOf, ROOT, type Stage, type Step, stepsOf } from './dockerfile.js';
import { toNpmEnv } from './npm-env.js';

/** What an image engine would start, laid out in a folder. */
export interface LaidOut {
  /** Stands for the image’s `/`. */
  readonly root: string;
  /** The working directory, below `root`. */
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly uid: number;
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
}

const isRoot = process.getuid?.() === 0;

/** Carries out the Dockerfile’s WORKDIR, ENV, COPY and RUN, each stage in a folder of its own below `into`. */
export function runSteps(stages: readonly Stage[], into: string): LaidOut {
  for (const stage of stages) runStage(stage, into);
  const last = lastOf(stages);
  const root = rootOf(into, last.name);
  return {
    root,
    workdir: join(root, workdirOf(last)),
    env: Object.assign({}, ...stepsOf(last, 'ENV').map(({ variables }) => variables)) as Record<
      string,
      string
    >,
    uid: Number.parseInt(stepsOf(last, 'USER').at(-1)?.words[0] ?? '0', 10),
    command: stepsOf(last, 'CMD').at(-1)?.command ?? [],
    healthcheck: stepsOf(last, 'HEALTHCHECK').at(-1)?.command ?? [],
  };
}

function rootOf(into: string, stage: string): string {
  return join(into, stage === '' ? 'image' : stage);
}

function workdirOf(stage: Stage): string {
  return stepsOf(stage, 'WORKDIR').at(-1)?.words[0] ?? '/';
}

function runStage(stage: Stage, into: string): void {
  const root = rootOf(into, stage.name);
  let workdir = '/';
  mkdirSync(root, { recursive: true });
  for (const step of stage.steps) {
    if (step.keyword === 'WORKDIR') {
      workdir = resolve(workdir, step.words.join(' '));
      mkdirSync(join(root, workdir), { recursive: true });
    } else if (step.keyword === 'COPY') copy(step, into, root, workdir);
    else if (step.keyword === 'RUN') run(step, join(root, workdir));
  }
}

/** As COPY does: of a folder its contents; a file under its own name where the destination ends with a slash. */
function copy({ words, flags }: Step, into: string, root: string, workdir: string): void {
  const destination = words.at(-1) ?? '';
  const target = join(root, resolve(workdir, destination));
  for (const source of words.slice(0, -1)) {
    const stage = flags['from'];
    if (stage === undefined && !isSent(source)) throw new Error(`.dockerignore keeps ${source} back`);
    const from = stage === undefined ? join(ROOT, source) : join(rootOf(into, stage), source);
    if (!existsSync(from)) throw new Error(`COPY: ${source} is not there`);
    const isInto = destination.endsWith('/') && !statSync(from).isDirectory();
    cpSync(from, isInto ? join(target, basename(source)) : target, {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  const owner = Number.parseInt(flags['chown'] ?? '', 10);
  if (isRoot && !Number.isNaN(owner)) chownSync(target, owner, owner);
}

function run({ words }: Step, cwd: string): void {
  const line = words.join(' ');
  const { status, stdout } = spawnSync('sh', ['-c', `${line} 2>&1`], {
    cwd,
    env: toNpmEnv(),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`RUN ${line} ended with ${String(status)}:\n${stdout}`);
}
