import { type BulkJob } from './bulk-job.js';
import { type Terminal } from './terminal.js';

/** Shows how a job goes on: one line that changes on a terminal, else a line a second at most. */
export interface Progress {
  show(job: BulkJob): void;
  /** Leaves what is shown where it is. */
  end(): void;
}

const PAUSE_MS = 1_000;
/** The rate is that of the last while, so that a pause shows. */
const RATE_WINDOW_MS = 10_000;
const BAR_CHARACTERS = 24;

/** @param now milliseconds of any clock */
export function createProgress(
  terminal: Pick<Terminal, 'out' | 'overwrite' | 'columns'>,
  now: () => number = () => performance.now(),
): Progress {
  const rate = new Rate();
  let printedAtMs = -Infinity;
  let isShown = false;
  return {
    show(job) {
      const nowMs = now();
      rate.add(nowMs, doneOf(job));
      const line = toProgressLine(job, rate.perSecond());
      if (terminal.overwrite !== undefined) {
        const bar = `${toBar(job)} ${line}`;
        terminal.overwrite(bar.slice(0, Math.max(1, terminal.columns() - 1)));
        isShown = true;
      } else if (nowMs - printedAtMs >= PAUSE_MS || job.state !== 'RUNNING') {
        terminal.out(line);
        printedAtMs = nowMs;
      }
    },
    end() {
      if (isShown) terminal.out('');
      isShown = false;
    },
  };
}

/** `1,200 of 3,000 (40%), 29.8/s, 1 min 1 s left, 2 failed, 1 skipped`. */
export function toProgressLine(job: BulkJob, perSecond: number | undefined): string {
  const done = doneOf(job);
  const share = job.total === 0 ? 100 : Math.floor((100 * done) / job.total);
  const left = job.secondsLeft ?? (perSecond ? (job.total - done) / perSecond : undefined);
  return [
    `${count(done)} of ${count(job.total)} (${share}%)`,
    ...(perSecond === undefined ? [] : [`${perSecond.toFixed(1)}/s`]),
    ...(job.state !== 'RUNNING' || left === undefined ? [] : [`${toDuration(left)} left`]),
    ...(job.failed > 0 ? [`${count(job.failed)} failed`] : []),
    ...(job.skipped > 0 ? [`${count(job.skipped)} skipped`] : []),
  ].join(', ');
}

export function count(value: number): string {
  return value.toLocaleString('en');
}

/** What was worked on; a cancelled item was not. */
function doneOf({ resumed, failed, skipped }: BulkJob): number {
  return resumed + failed + skipped;
}

function toBar(job: BulkJob): string {
  const share = job.total === 0 ? 1 : doneOf(job) / job.total;
  const full = Math.floor(share * BAR_CHARACTERS);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_CHARACTERS - full)}]`;
}

function toDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}

class Rate {
  readonly #seen: { readonly atMs: number; readonly done: number }[] = [];

  add(atMs: number, done: number): void {
    this.#seen.push({ atMs, done });
    while ((this.#seen[1]?.atMs ?? Infinity) <= atMs - RATE_WINDOW_MS) this.#seen.shift();
  }

  /** Undefined until it can be estimated. */
  perSecond(): number | undefined {
    const [first] = this.#seen;
    const last = this.#seen.at(-1);
    if (first === undefined || last === undefined || last.atMs - first.atMs < 500) return undefined;
    return ((last.done - first.done) * 1_000) / (last.atMs - first.atMs);
  }
}
