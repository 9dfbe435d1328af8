import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { type Row } from '../bench.js';
import { median } from '../median.js';
import { medianRatio, type Turn } from './measure.js';
import { APOLLO, OURS, PHYSICAL, PLAIN, STARTED, YOGA } from './subjects.js';

export interface Measured {
  /** The start times of each subject, in ms. */
  readonly startMs: ReadonlyMap<string, readonly number[]>;
  /** The turns of each subject at 64 connections, one per round. */
  readonly full: ReadonlyMap<string, readonly Turn[]>;
  /** The turns at half of the rate of the slower of ours and (a). */
  readonly half: ReadonlyMap<string, readonly Turn[]>;
  readonly halfPerSecond: number;
}

const FOLDER = 'docs/bench';
const MOST_ADDED_MS = 3;
const MOST_OF_START = 1.5;
const MOST_OF_RSS = 1.1;
/** The targets: the highest ratio of our CPU time to that of each subject. */
const MOST_OF_CPU: readonly (readonly [string, number])[] = [
  [PLAIN, 1.25],
  [YOGA, 0.55],
  [APOLLO, 0.7],
  [PHYSICAL, 4],
];

const figuresOf = (turns: readonly Turn[] | undefined, name: keyof Turn): number[] =>
  (turns ?? []).map((turn) => turn[name]);

function toRatios({ startMs, full, half }: Measured): {
  cpu: Record<string, number>;
  start: number;
  rss: number;
  addedMs: number;
} {
  const ratio = (name: keyof Turn, other: string): number =>
    medianRatio(figuresOf(full.get(OURS), name), figuresOf(full.get(other), name));
  const p99 = (name: string): number[] => figuresOf(half.get(name), 'p99');
  const others = p99(PLAIN);
  return {
    cpu: Object.fromEntries(MOST_OF_CPU.map(([other]) => [other, ratio('cpuUs', other)])),
    start: medianRatio(startMs.get(STARTED) ?? [], startMs.get(APOLLO) ?? []),
    rss: ratio('rssMib', APOLLO),
    addedMs: median(p99(OURS).map((value, round) => value - (others[round] ?? Number.NaN))),
  };
}

/** Returns the rows: each subject beside the physical reference, and ours beside its targets. */
export function toRows(measured: Measured): Row[] {
  const { full, startMs } = measured;
  const figure = (subject: string, name: keyof Turn): number => median(figuresOf(full.get(subject), name));
  const rowsOf = (what: string, unit: string, name: keyof Turn): Row[] =>
    Array.from(full.keys(), (subject) => ({
      what: `${subject}: ${what}`,
      figure: figure(subject, name),
      unit,
      ideal: figure(PHYSICAL, name),
      beside: 'the physical reference',
    }));
  const { cpu, start, rss, addedMs } = toRatios(measured);
  return [
    ...rowsOf('CPU of one request', 'µs', 'cpuUs'),
    ...rowsOf('p50 at 64 connections', 'ms', 'p50'),
    ...rowsOf('p99 at 64 connections', 'ms', 'p99'),
    ...rowsOf('memory under load', 'MiB', 'rssMib'),
    ...Array.from(startMs, ([subject, all]) => ({
      what: `${subject}: start to first answer`,
      figure: median(all),
      unit: 'ms',
      ideal: median(startMs.get(APOLLO) ?? []),
      beside: APOLLO,
    })),
    ...MOST_OF_CPU.map(([other, most]) => ({
      what: `CPU, ours ÷ ${other}`,
      figure: cpu[other] ?? Number.NaN,
      unit: '×',
      ideal: most,
      beside: 'the target, at most',
    })),
    {
      what: `p99 added to (a) at ${Math.round(measured.halfPerSecond)} a second`,
      figure: addedMs,
      unit: 'ms',
      ideal: MOST_ADDED_MS,
      beside: 'the target, at most (half load)',
    },
    {
      what: 'start to first answer, ours ÷ (c)',
      figure: start,
      unit: '×',
      ideal: MOST_OF_START,
      beside: 'the target, at most',
    },
    {
      what: 'memory under load, ours ÷ (c)',
      figure: rss,
      unit: '×',
      ideal: MOST_OF_RSS,
      beside: 'the target, at most',
    },
  ];
}

/** Writes the figures to docs/bench, where `npm run bench:compare` reads them. */
export function keep(measured: Measured): void {
  const { full, startMs, half, halfPerSecond } = measured;
  const table = (turns: Measured['full'], name: keyof Turn): Record<string, number> =>
    Object.fromEntries(Array.from(turns, ([subject, all]) => [subject, round(median(figuresOf(all, name)))]));
  const { cpu, start, rss, addedMs } = toRatios(measured);
  const kept = {
    command: 'npm run bench -- gateway',
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    processors: availableParallelism(),
    ratios: {
      cpu: Object.fromEntries(Object.entries(cpu).map(([name, value]) => [name, round(value)])),
      start: round(start),
      memory: round(rss),
    },
    p99AddedMs: round(addedMs),
    cpuUs: table(full, 'cpuUs'),
    p50Ms: table(full, 'p50'),
    p99Ms: table(full, 'p99'),
    perSecond: table(full, 'perSecond'),
    memoryMib: table(full, 'rssMib'),
    halfLoad: { perSecond: round(halfPerSecond), p50Ms: table(half, 'p50'), p99Ms: table(half, 'p99') },
    startMs: Object.fromEntries(Array.from(startMs, ([subject, all]) => [subject, round(median(all))])),
  };
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/gateway.json`, `${JSON.stringify(kept, null, 2)}\n`);
}

function round(figure: number): number {
  return Number(figure.toPrecision(3));
}
