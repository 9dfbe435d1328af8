import { pino, type DestinationStream } from 'pino';

/** What is held for a reader that is slow or a disk that is full. Later lines are dropped and counted. */
const MAX_BUFFERED_BYTES = 1_000_000;
/** Lines leave together: a write for each of them costs more than the line. */
const MIN_WRITE_BYTES = 4_096;
const LONGEST_WAIT_MS = 100;
/** Attempts of the last flush to write to a full pipe. The destination pauses 100 ms between two. */
const LAST_FLUSH_ATTEMPTS = 10;

let shared: DestinationStream | undefined;
let droppedInAll = 0;

/** How many lines this process has dropped since its start, because standard error could not be written. */
export function droppedLines(): number {
  return droppedInAll;
}

/**
 * Standard error, which every logger of the process shares. Lines are written asynchronously. Pino writes what is left
 * when the process exits, also after an error that nothing caught; a process that is killed loses it.
 */
export function standardError(): DestinationStream {
  shared ??= createStandardError();
  return shared;
}

/** A destination that fails never ends or blocks the process: the lines wait, and those beyond the limit are counted. */
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
    // On a disk that is full the destination would try again without end.
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

/** Node.js makes a pipe non-blocking when it opens it. Else a reader that has stopped would block a thread and the exit. */
function openNonBlocking(): NodeJS.WriteStream {
  return process.stderr;
}
