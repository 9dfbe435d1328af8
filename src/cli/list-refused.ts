import { CommandFailed, type Message, toText } from './command-failed.js';

/** One thing wrong with a list of streams. */
export interface ListFault {
  /** Counted from 1; absent where the fault is that of the whole list. */
  readonly line?: number | undefined;
  readonly message: Message;
}

const MAX_FAULTS = 10;

/** The end of a command whose list cannot be used: up to ten faults with their lines, and exit code 2. */
export function listRefused(name: Message, faults: readonly ListFault[]): CommandFailed {
  const more = faults.length - MAX_FAULTS;
  return new CommandFailed(2, (text) =>
    [
      ...faults
        .slice(0, MAX_FAULTS)
        .map(({ line, message }) => text.list.refused(toText(name, text), line, toText(message, text))),
      ...(more > 0 ? [text.list.andMore(more)] : []),
      text.bulk.nothingStarted,
    ].join('\n'),
  );
}
