import { pino, type DestinationStream } from 'pino';

/**
 * Lines leave together: a write for each costs more than the line itself. They are put together here, since pino's own
 * buffer measures all it holds anew with each line.
 */
const MOST_CHARACTERS = 16_000;
const LONGEST_MS = 100;

let shared: DestinationStream | undefined;

/**
 * Standard error, of which a process has one. What is left leaves when the process exits, also by an error that nobody
 * caught; only a process that is killed loses it.
 */
export function standardError(): DestinationStream {
  shared ??= createStandardError();
  return shared;
}

function createStandardError(): DestinationStream {
  let text = '';
  let timer: NodeJS.Timeout | undefined;
  const pass = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (text === '' || stream.destroyed) return;
    const lines = text;
    text = '';
    stream.write(lines);
  };
  // Before pino's own, which ends its stream.
  process.on('beforeExit', pass);
  const stream = pino.destination({ dest: 2, sync: false }) as ReturnType<typeof pino.destination> & {
    readonly destroyed: boolean;
  };
  process.on('exit', () => {
    pass();
    if (!stream.destroyed) stream.flushSync();
  });
  return {
    write(line) {
      text += line;
      if (text.length >= MOST_CHARACTERS) pass();
      else timer ??= setTimeout(pass, LONGEST_MS).unref();
    },
  };
}
