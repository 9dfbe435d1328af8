import { pino, type DestinationStream } from 'pino';

/** The largest buffer for a slow reader or a full disk, in bytes. Further lines are dropped and counted. */
const MAX_BUFFERED_BYTES = 1_000_000;
/** The smallest write, in bytes. Lines are written together, because one write for each line is expensive. */
const MIN_WRITE_BYTES = 4_096;
const LONGEST_WAIT_MS = 100;
/** The number of attempts of the last flush to write to a full pipe, with 100 ms between two attempts. */
const LAST_FLUSH_ATTEMPTS = 10;

let shared: DestinationStream | undefined;
let droppedInAll = 0;

/** Returns how many lines this process has dropped since its start because it could not write to standard error. */
export function droppedLines(): number {
  return droppedInAll;
}

/**
 * Returns the destination for standard error, which all loggers of the process share. Lines are written
 * asynchronously. Pino writes the remaining lines when the process exits, also after an uncaught error. A
 * process that is killed loses them.
 */
export function standardError(): DestinationStream {
  shared ??= createStandardError();
  return shared;
}

/**
 * Creates the destination. A failure does not end or block the process: lines are buffered, and lines above the
 * limit are dropped and counted.
 */
function createStandardError(): DestinationStream {
  openNonBlocking();
  let attemptsLeft = Number.POSITIVE_INFINITY;
  let isFailing = false;
  let dropped = 0;
  const stream = pino.destination({
    dest: 2,
    sync: false,
    minLength: MIN_WRITE_BYTES,
    periodicFlush: LONGEST_WAIT_MS,
    maxLength: MAX_BUFFERED_BYTES,
    retryEAGAIN: () => --attemptsLeft > 0,
  });
  stream.on('error', () => {
    isFailing = true;
  });
  stream.on('drop', () => {
    dropped += 1;
    droppedInAll += 1;
  });
  stream.on('drain', () => {
    isFailing = false;
    if (dropped === 0) return;
    const count = dropped;
    dropped = 0;
    const time = new Date().toISOString();
    stream.write(
      `${JSON.stringify({ level: 'warn', time, dropped: count, msg: 'log lines were dropped' })}\n`,
    );
  });
  const flushSync = stream.flushSync.bind(stream);
  stream.flushSync = () => {
    // On a full disk, the destination would try again without end.
    if (isFailing) return;
    attemptsLeft = LAST_FLUSH_ATTEMPTS;
    try {
      flushSync();
    } catch {
      isFailing = true;
    } finally {
      attemptsLeft = Number.POSITIVE_INFINITY;
    }
  };
  return stream;
}

/**
 * Opens standard error in Node.js, which makes a pipe non-blocking. Otherwise a reader that has stopped would
 * block a thread and the exit.
 */
function openNonBlocking(): NodeJS.WriteStream {
  return process.stderr;
}
