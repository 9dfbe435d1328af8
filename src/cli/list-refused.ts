import { CommandFailed, type Message, toText } from './command-failed.js';

/** One fault of a list of streams. */
export interface ListFault {
  /** The line, counted from 1. Absent if the fault concerns the whole list. */
  readonly line?: number | undefined;
  readonly message: Message;
}

const MAX_FAULTS = 10;

/**
 * The failure of a command whose list cannot be used. It names up to ten faults with their lines. The exit code is 2.
 */
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
