import { type BulkResumeOptions } from './bulk-resume-arguments.js';
import { type AccessOptions, type ClientEnvironment, toGatewayAccess } from './client-access.js';
import { CommandFailed } from './command-failed.js';
import { type NamedStream } from './forbidden-lookalike.js';
import { type GatewayClient, parseEndpoint } from './gateway-client.js';
import { type ListOptions } from './list-command.js';
import { type LoginOptions } from './login/login-command.js';
import { type ActionOptions } from './record-lists.js';
import { type ForbidOptions } from './stream-commands.js';
import { type Terminal } from './terminal.js';
import { type Text } from './text/en.js';

type OptionName = keyof Text['help']['optionDescriptions'];
type CommandName = keyof Text['help']['commandDescriptions'];

/** The options as commander returns them. Each command gets the options that its `options` list names. */
export interface GivenOptions
  extends AccessOptions, ActionOptions, BulkResumeOptions, ForbidOptions, ListOptions, LoginOptions {
  readonly tokenStdin?: boolean;
}

/** The context of a command. */
export interface CommandContext {
  readonly options: GivenOptions;
  readonly env: ClientEnvironment;
  readonly terminal: Terminal;
  /** The gateway, with the token from the options, the environment or `login`. */
  readonly open: () => Promise<GatewayClient>;
}

/** A command of the program: its form, its examples and its action. */
export interface CommandForm {
  readonly arguments?: string;
  readonly options: readonly OptionName[];
  /** Command lines without the name of the program. */
  readonly examples: readonly string[];
  /** Whether it takes `--endpoint` and `--token-file`. */
  readonly hasAccess?: boolean;
  readonly notes?: (text: Text) => readonly string[];
  /** @returns the exit code; undefined means 0 */
  readonly run: (context: CommandContext, ...names: readonly string[]) => Promise<number | undefined>;
}

/** The syntax of each option. */
export const OPTION_FLAGS: Readonly<Record<OptionName, string>> = {
  endpoint: '--endpoint <address>',
  tokenFile: '--token-file <file>',
  json: '--json',
  csv: '--csv',
  reason: '--reason <text>',
  limit: '--limit <count>',
  byDomain: '--domain <domain>',
  byOperator: '--by <operator>',
  since: '--since <time>',
  until: '--until <time>',
  for: '--for <duration>',
  yes: '--yes',
  forbidden: '--forbidden',
  online: '--online',
  app: '--app <app>',
  search: '--search <text>',
  domain: '--domain <domain>',
  file: '--file <file>',
  encoding: '--encoding <name>',
  allForbidden: '--all-forbidden',
  forbiddenApp: '--app <app>',
  key: '--key <key>',
  watch: '--watch',
  detach: '--detach',
  job: '--job <id>',
  cancel: '--cancel',
  device: '--device',
  remove: '--remove',
  issuer: '--issuer <url>',
  clientId: '--client-id <id>',
  scope: '--scope <scopes>',
  audience: '--audience <audience>',
  tokenStdin: '--token-stdin',
};

const STREAM = '<domain> <app> <stream>';

const toStream = ([domainName = '', appName = '', streamName = '']: readonly string[]): NamedStream => ({
  domainName,
  appName,
  streamName,
});

async function toStreamCommand(context: CommandContext, names: readonly string[]) {
  return { client: await context.open(), stream: toStream(names), terminal: context.terminal };
}

/** The commands that call a gateway, and `doctor`. */
export const COMMANDS = {
  status: {
    arguments: STREAM,
    options: ['json'],
    examples: ['status push.example.com live match-42'],
    hasAccess: true,
    run: async (context, ...names) => {
      const { showStatus } = await import('./stream-commands.js');
      await showStatus(await toStreamCommand(context, names), context.options);
    },
  },
  list: {
    arguments: '<domain>',
    options: ['forbidden', 'online', 'app', 'search', 'json', 'csv'],
    examples: ['list push.example.com --forbidden --csv', 'list push.example.com --online --search match'],
    hasAccess: true,
    run: async ({ open, options, terminal }, domain = '') => {
      const { listStreams } = await import('./list-command.js');
      await listStreams(open, domain, options, terminal);
    },
  },
  resume: {
    arguments: '<domain> <app> <streams...>',
    options: ['reason'],
    examples: [
      'resume push.example.com live match-42 --reason "Appeal granted"',
      'resume push.example.com live match-42 match-43',
    ],
    hasAccess: true,
    run: async ({ open, options, terminal }, domainName = '', appName = '', ...streamNames) => {
      const { resumeStreams } = await import('./resume-command.js');
      await resumeStreams(await open(), { domainName, appName, streamNames }, options, terminal);
    },
  },
  forbid: {
    arguments: STREAM,
    options: ['reason', 'until', 'for'],
    examples: ['forbid push.example.com live match-42 --for 24h --reason "Copyright claim"'],
    hasAccess: true,
    run: async (context, ...names) => {
      const { options } = context;
      if (options.until !== undefined && options.for !== undefined)
        throw new CommandFailed(2, ({ wrongUse }) => wrongUse.untilOrFor);
      const { forbidStream } = await import('./stream-commands.js');
      await forbidStream(await toStreamCommand(context, names), context.options);
    },
  },
  cut: {
    arguments: STREAM,
    options: ['reason', 'yes'],
    examples: ['cut push.example.com live match-44 --yes'],
    hasAccess: true,
    run: async (context, ...names) => {
      const { cutStream } = await import('./stream-commands.js');
      await cutStream(await toStreamCommand(context, names), context.options);
    },
  },
  'bulk-resume': {
    options: [
      'domain',
      'file',
      'encoding',
      'allForbidden',
      'forbiddenApp',
      'reason',
      'key',
      'watch',
      'detach',
      'yes',
      'job',
      'cancel',
    ],
    examples: [
      'bulk-resume --domain push.example.com --file streams.csv --watch',
      'bulk-resume --domain push.example.com --all-forbidden --app live --detach',
    ],
    hasAccess: true,
    notes: ({ help }) => help.bulkResumeNotes,
    run: async ({ open, options, terminal }) => {
      const { bulkResume } = await import('./bulk-resume-command.js');
      return bulkResume(open, options, terminal);
    },
  },
  jobs: {
    options: ['limit', 'json', 'csv'],
    examples: ['jobs --limit 10'],
    hasAccess: true,
    run: async ({ open, options, terminal }) => {
      const { listJobs } = await import('./record-lists.js');
      await listJobs(open, options, terminal);
    },
  },
  actions: {
    options: ['byDomain', 'byOperator', 'since', 'limit', 'json', 'csv'],
    examples: ['actions --domain push.example.com --since 2026-12-24T00:00:00Z --csv'],
    hasAccess: true,
    run: async ({ open, options, terminal }) => {
      const { listActions } = await import('./record-lists.js');
      await listActions(open, options, terminal);
    },
  },
  login: {
    options: ['endpoint', 'device', 'remove', 'issuer', 'clientId', 'scope', 'audience'],
    examples: [
      'login --endpoint https://live-gateway.example.com',
      'login --endpoint https://live-gateway.example.com --remove',
    ],
    run: async ({ options, env, terminal }) => {
      const { login } = await import('./login/login-command.js');
      const { endpoint } = toGatewayAccess(options, env);
      await login(parseEndpoint(endpoint), options, env, terminal);
    },
  },
  doctor: {
    options: ['json', 'tokenStdin'],
    examples: ['doctor', 'doctor --json'],
    run: async ({ options, env, terminal }) => {
      const { json = false, tokenStdin = false } = options;
      const { readToken } = await import('./read-token.js');
      const { doctor } = await import('./doctor/doctor-command.js');
      const token = await readToken(tokenStdin ? '-' : undefined, terminal);
      const variables = env as Readonly<Record<string, string | undefined>>;
      await doctor(variables, { json, token }, terminal);
    },
  },
} satisfies Partial<Record<CommandName, CommandForm>>;

/** The commands that parse their own arguments. They are part of the list of all commands. */
export const OTHER_COMMANDS = [
  'callbacks',
  'ram-policy',
  'record',
  'replay',
  'move-store',
] as const satisfies readonly CommandName[];
