import { CommandFailed } from './command-failed.js';

/** One thing wrong with a list of streams. */
export interface ListFault {
  /** Counted from 1; absent where the fault is that of the whole list. */
  readonly line?: number | undefined;
  readonly message: string;
}

const MAX_FAULTS = 10;

/** The end of a command whose list cannot be used: up to ten faults with their lines, and exit code 2. */
export function listRefused(name: string, faults: readonly ListFault[]): CommandFailed {
  const more = faults.length - MAX_FAULTS;
  const told = faults
    .slice(0, MAX_FAULTS)
    .map(({ line, message }) =>
      line === undefined ? `${name} ${message}` : `${name} line ${line}: ${message}`,
    );
  return new CommandFailed(
    2,
    [...told, ...(more > 0 ? [`and ${more} more`] : []), 'Nothing was started.'].join('\n'),
  );
}
