import { REPLACEMENT_CHARACTER } from '../stream/names.js';
import { createTerminal, type Terminal } from './terminal.js';

/**
 * Runs one of the commands, and loads no other.
 *
 * @param argv the arguments behind the command's name
 * @returns the exit code: 2 for a command that there is not, and for an argument that is not UTF-8
 */
export async function runCommand(
  command: string,
  argv: readonly string[],
  process: NodeJS.Process,
): Promise<number> {
  // A reader such as `head` that has read enough closes the pipe.
  process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
    if (fault.code !== 'EPIPE') throw fault;
    process.exit(0);
  });
  const terminal = createTerminal(process);
  const operator = toOperatorTerminal(terminal);
  const { env } = process;
  // Node.js has decoded the arguments already, and has replaced with U+FFFD each byte that is not UTF-8.
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

/** The commands for operators write English; it is translated on its way to the terminal. */
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
