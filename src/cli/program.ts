import { Command, CommanderError } from 'commander';
import { PACKAGE_VERSION } from '../package-root.js';
import { type ClientEnvironment, openClient } from './client-access.js';
import { CommandFailed } from './command-failed.js';
import { type CommandForm, COMMANDS, type GivenOptions, OPTION_FLAGS, OTHER_COMMANDS } from './commands.js';
import { type Terminal } from './terminal.js';
import { type Text } from './text/en.js';

const NAME = 'apsara-live-gateway';
const DEFAULT_LIMIT = '100';

/**
 * Runs one of the commands that call a gateway, or prints help or the version.
 * @param argv the command and its arguments
 * @returns the exit code
 */
export async function runProgram(
  argv: readonly string[],
  env: ClientEnvironment,
  terminal: Terminal,
): Promise<number> {
  let exitCode = 0;
  try {
    const program = createProgram(env, terminal, (code) => (exitCode = code));
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (thrown) {
    // Commander has already written its message.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
    if (!(thrown instanceof CommandFailed)) throw thrown;
    terminal.err(thrown.in(terminal.text));
    return thrown.exitCode;
  }
}

function createProgram(
  env: ClientEnvironment,
  terminal: Terminal,
  onExitCode: (code: number) => void,
): Command {
  const { text } = terminal;
  const { help } = text;
  const program = configure(new Command(NAME), terminal)
    .description(help.program)
    .version(PACKAGE_VERSION, '-V, --version', help.showVersion)
    .helpCommand(false)
    .showHelpAfterError(help.addHelp);
  const addPlain = (name: 'serve' | 'config' | (typeof OTHER_COMMANDS)[number]): void => {
    configure(program.command(name), terminal).description(help.commandDescriptions[name]);
  };
  addPlain('serve');
  addPlain('config');
  for (const [name, form] of Object.entries(COMMANDS) as [keyof typeof COMMANDS, CommandForm][]) {
    const command = configure(program.command(`${name} ${form.arguments ?? ''}`.trim()), terminal)
      .description(help.commandDescriptions[name])
      .showHelpAfterError(help.addHelp);
    addOptions(command, form, text);
    command
      .addHelpText('after', `\n${toNotes(form, text).join('\n')}`)
      .action(async (...given: unknown[]) => {
        const options = command.opts<GivenOptions>();
        const names = given.slice(0, -2).flat() as string[];
        const open = () => openClient(options, env, terminal);
        onExitCode((await form.run({ options, env, terminal, open }, ...names)) ?? 0);
      });
  }
  OTHER_COMMANDS.forEach(addPlain);
  return program;
}

function addOptions(command: Command, form: CommandForm, { help }: Text): void {
  const access = form.hasAccess === true ? (['endpoint', 'tokenFile'] as const) : [];
  for (const option of [...form.options, ...access]) {
    const description = help.optionDescriptions[option];
    if (option === 'limit') command.option(OPTION_FLAGS[option], description, DEFAULT_LIMIT);
    else command.option(OPTION_FLAGS[option], description);
  }
}

function toNotes({ examples, notes }: CommandForm, text: Text): string[] {
  const { help } = text;
  return [
    help.examples,
    ...examples.map((example) => `  ${NAME} ${example}`),
    '',
    ...(notes === undefined ? [] : [...notes(text), '']),
    help.exitCodes,
  ];
}

/** Configures commander to write to the terminal, in its language, and not to end the process. */
function configure(command: Command, { out, err, text }: Terminal): Command {
  const { help, wrongUse } = text;
  const titles: Readonly<Record<string, string>> = {
    'Usage:': help.usage,
    'Arguments:': help.arguments,
    'Options:': help.options,
    'Commands:': help.commands,
  };
  return command
    .exitOverride()
    .helpOption('-h, --help', help.showHelp)
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      optionDescription: ({ description, defaultValue }) =>
        typeof defaultValue === 'string' ? `${description} (${help.default} ${defaultValue})` : description,
    })
    .configureOutput({
      writeOut: (written) => {
        out(written.replace(/\n$/, ''));
      },
      writeErr: (written) => {
        err(written.replace(/\n$/, ''));
      },
      outputError: (message, write) => {
        write(wrongUse.commander(message));
      },
    });
}
