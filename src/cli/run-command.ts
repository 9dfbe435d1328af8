import { REPLACEMENT_CHARACTER } from '../stream/names.js';
import { createTerminal, type Terminal } from './terminal.js';

/**
 * Runs one of the commands. It loads no other command.
 *
 * @param argv the arguments behind the command's name
 * @returns the exit code: 2 for an unknown command, and for an argument that is not UTF-8
 */
export async function runCommand(
  command: string,
  argv: readonly string[],
  process: NodeJS.Process,
): Promise<number> {
  const terminal = createTerminal(process);
  endWithReader(command, process, terminal);
  const operator = toOperatorTerminal(terminal);
  const { env } = process;
  // Node.js has already decoded the arguments, and has replaced each byte that is not UTF-8 with U+FFFD.
  const wrong = argv.findIndex((argument) => argument.includes(REPLACEMENT_CHARACTER));
  if (wrong >= 0) {
    terminal.err(terminal.text.command.notUtf8(wrong + 1, command));
    return 2;
  }
  switch (command) {
    case 'callbacks': {
      const { callbacksCommand } = await import('./callbacks-command.js');
      return callbacksCommand(argv, env, operator);
    }
    case 'move-store': {
      const { moveStoreCommand } = await import('./move-store-command.js');
      return moveStoreCommand(argv, env, operator);
    }
    case 'ram-policy': {
      const { ramPolicyCommand } = await import('./ram-policy-command.js');
      return ramPolicyCommand(argv, env, operator.out, operator.err);
    }
    case 'record': {
      const { recordCommand } = await import('./record-command.js');
      return recordCommand(argv, env, operator);
    }
    case 'replay': {
      const { replayCommand } = await import('./replay-command.js');
      return replayCommand(argv, operator);
    }
    default: {
      const { runProgram } = await import('./program.js');
      return runProgram([command, ...argv], env, terminal);
    }
  }
}

/** Commands that change something. They continue if their output has no reader, and keep their own exit code. */
const CHANGING = new Set([
  'resume',
  'forbid',
  'cut',
  'bulk-resume',
  'callbacks',
  'record',
  'move-store',
  'login',
]);

/**
 * Ends a command that only reads when its output has no reader any more. The exit code is 0 if the reader closed the
 * pipe, as `head` does, and 1 if the output cannot be written, for example to a full disk.
 */
function endWithReader(command: string, process: NodeJS.Process, { err, text }: Terminal): void {
  let isReported = false;
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
    const isClosed = code === 'EPIPE';
    if (!isClosed && !isReported) err(text.command.unwritable(code));
    isReported = true;
    if (!CHANGING.has(command)) process.exit(isClosed ? 0 : 1);
  });
}

/** Translates the English output of the commands for operators before it reaches the terminal. */
function toOperatorTerminal(terminal: Terminal): Terminal {
  const { out, err, confirm, text } = terminal;
  const { toShown } = text.command;
  return {
    ...terminal,
    out: (line) => {
      out(toShown(line));
    },
    err: (line) => {
      err(toShown(line));
    },
    confirm: confirm && ((question, signal) => confirm(toShown(question), signal)),
  };
}
