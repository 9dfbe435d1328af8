import { Command, CommanderError } from 'commander';
import { PACKAGE_VERSION } from '../package-root.js';
import { type ClientEnvironment, toGatewayAccess } from './bulk-resume-arguments.js';
import { CommandFailed } from './command-failed.js';
import { createGatewayClient, type GatewayClient, parseEndpoint } from './gateway-client.js';
import { type LoginOptions } from './login/login-command.js';
import { type ForbidOptions } from './stream-commands.js';
import { type ListOptions } from './list-command.js';
import { type ActionOptions, type RecordOptions } from './record-lists.js';
import { type Terminal } from './terminal.js';

/** The commands that read their own arguments, for the list of all commands. */
const OTHER_COMMANDS = {
  resume: 'resumes one stream',
  'bulk-resume': 'resumes many streams of a domain, from a list or all that are forbidden',
  callbacks: 'shows, sets, removes and checks the callbacks that live events need',
  'ram-policy': 'prints the RAM policy that the gateway needs',
  record: 'records what no document states about ApsaraVideo Live, step by step',
  replay: 'feeds a recording of ApsaraVideo Live’s answers to both clients',
  'move-store': 'copies the store to another database',
} as const;

const EXIT_CODES =
  '\nExit code: 0 done, 1 not done, 2 wrong use or input, 3 it is not known whether it was done.';

interface AccessOptions {
  readonly endpoint?: string;
  readonly tokenFile?: string;
}

/**
 * Runs one of the commands that talk to a gateway, or prints help or the version.
 * @param argv the command and its arguments
 * @returns the exit code
 */
export async function runProgram(
  argv: readonly string[],
  env: ClientEnvironment,
  terminal: Terminal,
): Promise<number> {
  try {
    await createProgram(env, terminal).parseAsync(argv, { from: 'user' });
    return 0;
  } catch (thrown) {
    // Commander has written its message already.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
    if (!(thrown instanceof CommandFailed)) throw thrown;
    terminal.err(thrown.message);
    return thrown.exitCode;
  }
}

function createProgram(env: ClientEnvironment, terminal: Terminal): Command {
  const program = new Command('apsara-live-gateway')
    .description('Controls live-stream ingest on ApsaraVideo Live. Without a command it starts the gateway.')
    .version(PACKAGE_VERSION)
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        terminal.out(text.replace(/\n$/, ''));
      },
      writeErr: (text) => {
        terminal.err(text.replace(/\n$/, ''));
      },
    })
    .showHelpAfterError('Add --help for the commands and their options.');
  program.command('serve').description('starts the gateway; the default');
  program.command('config').description('prints the settings in force as JSON, without secrets');
  const open: OpenClient = async (options) => {
    const { readToken } = await import('./read-token.js');
    const { withStoredToken } = await import('./login/stored-token.js');
    const token = await readToken(options.tokenFile, terminal);
    const access = toGatewayAccess(
      {
        ...(options.endpoint !== undefined && { endpoint: options.endpoint }),
        ...(token !== undefined && { token }),
      },
      env,
    );
    return createGatewayClient(await withStoredToken(access, env));
  };
  const add: AddCommand = (form, description, example) =>
    program
      .command(form)
      .description(description)
      .option('--endpoint <address>', 'the gateway; default APSARA_GATEWAY_ENDPOINT, else this machine')
      .option(
        '--token-file <file>',
        'a file with the bearer token, "-" for standard input; default APSARA_GATEWAY_TOKEN, else what login has stored',
      )
      .addHelpText('after', `\nExample: apsara-live-gateway ${example}\n${EXIT_CODES}`);
  addStreamCommands(add, open, terminal);
  addRecordCommands(add, open, terminal);
  addLogin(program, env, terminal);
  addDoctor(program, env, terminal);
  for (const [name, description] of Object.entries(OTHER_COMMANDS))
    program.command(name).description(description);
  return program;
}

function addDoctor(program: Command, env: ClientEnvironment, terminal: Terminal): void {
  program
    .command('doctor')
    .description('checks what a gateway with this environment needs, and changes nothing')
    .option('--json', 'prints JSON', false)
    .option('--token-stdin', 'reads a token from the standard input, and explains what it may do', false)
    .addHelpText('after', `\nExample: apsara-live-gateway doctor --json\n${EXIT_CODES}`)
    .action(async ({ json, tokenStdin }: { json: boolean; tokenStdin: boolean }) => {
      const { readToken } = await import('./read-token.js');
      const { doctor } = await import('./doctor/doctor-command.js');
      const token = await readToken(tokenStdin ? '-' : undefined, terminal);
      await doctor(env as Readonly<Record<string, string | undefined>>, { json, token }, terminal);
    });
}

function addLogin(program: Command, env: ClientEnvironment, terminal: Terminal): void {
  program
    .command('login')
    .description('signs you in at the identity provider of a gateway, and stores the token for the commands')
    .option('--endpoint <address>', 'the gateway; default APSARA_GATEWAY_ENDPOINT, else this machine')
    .option('--device', 'shows a code to type on another device, for a machine without a browser', false)
    .option('--remove', 'removes the stored token of the gateway', false)
    .option('--issuer <url>', 'the identity provider; default: that of the gateway’s console')
    .option('--client-id <id>', 'the client at the provider; default: that of the console')
    .option('--scope <scopes>', 'the scopes to request; default: those of the console')
    .option('--audience <audience>', 'what the token is for; default: that of the console')
    .addHelpText(
      'after',
      `\nExample: apsara-live-gateway login --endpoint https://live-gateway.example.com\n${EXIT_CODES}`,
    )
    .action(async ({ endpoint, ...options }: LoginOptions & { endpoint?: string }) => {
      const { login } = await import('./login/login-command.js');
      const access = toGatewayAccess({ ...(endpoint !== undefined && { endpoint }) }, env);
      await login(parseEndpoint(access.endpoint), options, env, terminal);
    });
}

/** Adds a command that talks to a gateway. */
type AddCommand = (form: string, description: string, example: string) => Command;
type OpenClient = (options: AccessOptions) => Promise<GatewayClient>;

function addRecordCommands(add: AddCommand, open: OpenClient, terminal: Terminal): void {
  const addList = (name: string, description: string, example: string): Command =>
    add(name, description, example)
      .option('--limit <count>', 'the most rows', '100')
      .option('--json', 'prints JSON', false)
      .option('--csv', 'prints CSV, with formulas escaped', false);
  addList(
    'actions',
    'lists what was done to streams, newest first',
    'actions --domain push.example.com --since 2026-12-24T00:00:00Z --csv',
  )
    .option('--domain <domain>', 'only on this ingest domain')
    .option('--by <operator>', 'only by this operator, the subject of the token')
    .option('--since <time>', 'only at this time or later, 2026-12-24T18:00:00Z')
    .action(async (options: AccessOptions & ActionOptions) => {
      const { listActions } = await import('./record-lists.js');
      await listActions(await open(options), options, terminal);
    });
  addList('jobs', 'lists the bulk jobs that you may see, newest first', 'jobs --limit 10').action(
    async (options: AccessOptions & RecordOptions) => {
      const { listJobs } = await import('./record-lists.js');
      await listJobs(await open(options), options, terminal);
    },
  );
}

function addStreamCommands(add: AddCommand, open: OpenClient, terminal: Terminal): void {
  const STREAM = '<domain> <app> <stream>';
  const to = (domainName: string, appName: string, streamName: string) => ({
    domainName,
    appName,
    streamName,
  });
  type Names = [domain: string, app: string, stream: string];

  add(
    `status ${STREAM}`,
    'shows what a stream is doing, and what was done to it',
    'status push.example.com live match-42',
  )
    .option('--json', 'prints JSON', false)
    .action(async (...[domain, app, name, options]: [...Names, AccessOptions & { json: boolean }]) => {
      const { showStatus } = await import('./stream-commands.js');
      await showStatus({ client: await open(options), stream: to(domain, app, name), terminal }, options);
    });
  add(
    `forbid ${STREAM}`,
    'cuts a stream and keeps its encoder out',
    'forbid push.example.com live match-42 --for 24h --reason "Copyright claim"',
  )
    .option('--reason <text>', 'why, for the ledger')
    .option('--until <time>', 'the end, 2026-12-24T18:00:00Z; default: the gateway’s')
    .option('--for <duration>', 'the end from now on, such as 30m, 24h or 7d')
    .action(async (...[domain, app, name, options]: [...Names, AccessOptions & ForbidOptions]) => {
      if (options.until !== undefined && options.for !== undefined)
        throw new CommandFailed(2, 'give either --until or --for');
      const { forbidStream } = await import('./stream-commands.js');
      await forbidStream({ client: await open(options), stream: to(domain, app, name), terminal }, options);
    });
  add(
    `cut ${STREAM}`,
    'cuts a stream; its encoder may connect again',
    'cut push.example.com live match-42 --yes',
  )
    .option('--reason <text>', 'why, for the ledger')
    .option('--yes', 'does not prompt for a confirmation', false)
    .action(
      async (
        ...[domain, app, name, options]: [...Names, AccessOptions & { reason?: string; yes: boolean }]
      ) => {
        const { cutStream } = await import('./stream-commands.js');
        await cutStream({ client: await open(options), stream: to(domain, app, name), terminal }, options);
      },
    );
  add(
    'list <domain>',
    'lists the forbidden streams of a domain, or those on air',
    'list push.example.com --forbidden --csv',
  )
    .option('--forbidden', 'the forbidden streams, each with the end of its forbid', false)
    .option('--online', 'the streams that are on air, each with its beginning', false)
    .option('--app <app>', 'only the streams of this app')
    .option('--search <text>', 'only the streams whose app/stream contains this text')
    .option('--json', 'prints JSON', false)
    .option('--csv', 'prints CSV, with formulas escaped', false)
    .action(async (domain: string, options: AccessOptions & ListOptions) => {
      const { listStreams } = await import('./list-command.js');
      await listStreams(await open(options), domain, options, terminal);
    });
}
