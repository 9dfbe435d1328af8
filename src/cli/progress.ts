import { type BulkJob } from './bulk-job.js';
import { toColumns } from './columns.js';
import { type Terminal } from './terminal.js';
import { type Text } from './text/en.js';

/** Shows the progress of a job: one line that changes on a terminal, otherwise at most one line per second. */
export interface Progress {
  show(job: BulkJob): void;
  /** Shows how long the gateway has not answered. */
  showUnreachable(unreachableMs: number): void;
  /** Ends the line that is shown. */
  end(): void;
}

const PAUSE_MS = 1_000;
/** The rate covers only this recent time, so that a pause is visible. */
const RATE_WINDOW_MS = 10_000;
const BAR_CHARACTERS = 24;
const COLUMNS_WITH_BAR = 60;

/** @param now the time of any clock, in milliseconds */
export function createProgress(
  terminal: Pick<Terminal, 'out' | 'err' | 'overwrite' | 'columns' | 'text'>,
  now: () => number = () => performance.now(),
): Progress {
  const { text } = terminal;
  let rate = new Rate();
  let printedAtMs = -Infinity;
  let isShown = false;
  let isLost = false;
  let last: BulkJob | undefined;
  const overwrite = (line: string): boolean => {
    terminal.overwrite?.(toColumns(line, Math.max(1, terminal.columns() - 1)));
    isShown = terminal.overwrite !== undefined;
    return isShown;
  };
  // A narrow terminal only has room for the numbers.
  const withBar = (job: BulkJob, line: string): string =>
    terminal.columns() < COLUMNS_WITH_BAR ? line : `${toBar(job)} ${line}`;
  const end = (): void => {
    if (isShown) terminal.out('');
    isShown = false;
  };
  return {
    end,
    show(job) {
      const nowMs = now();
      if (isLost) {
        end();
        terminal.err(text.bulk.back);
        isLost = false;
      }
      last = job;
      rate.add(nowMs, doneOf(job));
      const line = toProgressLine(job, rate.perSecond(), text);
      if (overwrite(withBar(job, line))) return;
      if (nowMs - printedAtMs < PAUSE_MS && job.state === 'RUNNING') return;
      terminal.out(line);
      printedAtMs = nowMs;
    },
    showUnreachable(unreachableMs) {
      if (!isLost) {
        end();
        terminal.err(text.bulk.lost);
        isLost = true;
        // The job may have made progress while no events arrived.
        rate = new Rate();
      }
      const lost = text.bulk.lostFor(Math.round(unreachableMs / 1_000));
      overwrite(
        last === undefined ? lost : withBar(last, `${toProgressLine(last, undefined, text)}, ${lost}`),
      );
    },
  };
}

/** `1,200 of 3,000 (40%), 29.8/s, 1 min 1 s left, 2 failed, 1 skipped`. */
export function toProgressLine(job: BulkJob, perSecond: number | undefined, { bulk: text }: Text): string {
  const done = doneOf(job);
  const share = job.total === 0 ? 100 : Math.floor((100 * done) / job.total);
  const left = job.secondsLeft ?? (perSecond ? (job.total - done) / perSecond : undefined);
  return [
    text.progress(done, job.total, share),
    ...(perSecond === undefined ? [] : [`${perSecond.toFixed(1)}/s`]),
    ...(job.state !== 'RUNNING' || left === undefined ? [] : [text.left(toDuration(left))]),
    ...(job.failed > 0 ? [text.failed(job.failed)] : []),
    ...(job.skipped > 0 ? [text.skipped(job.skipped)] : []),
  ].join(', ');
}
/** The number of processed items. Cancelled items are not processed. */
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
