import { parseArgs } from 'node:util';
import { type ClientEnvironment, toGatewayAccess } from './bulk-resume-arguments.js';
import { CommandFailed, parseStrictly } from './command-failed.js';
import { findForbiddenLookalike, type NamedStream } from './forbidden-lookalike.js';
import {
  createGatewayClient,
  type GatewayAccess,
  type GatewayClient,
  Unreachable,
} from './gateway-client.js';
import { withStoredToken } from './login/stored-token.js';
import { type Terminal } from './terminal.js';

const USAGE = [
  'Usage: apsara-live-gateway resume <domain> <app> <stream> [--reason <text>]',
  '',
  'Resumes one stream and prints Alibaba’s RequestId. The app "*" means every app of the domain.',
  '  --reason    why, for the ledger',
  '  --endpoint  the gateway; default APSARA_GATEWAY_ENDPOINT, else http://127.0.0.1:4000/graphql',
  '  --token     a bearer token; default APSARA_GATEWAY_TOKEN, which other users of the machine cannot see',
  '',
  'A stream that was not forbidden is named as such, with the forbidden one that looks like it, if there is one.',
  '',
  'Exit code: 0 it is resumed, 1 it is not, 2 wrong use or input, 3 it is not known whether it is.',
];

interface Arguments {
  readonly access: GatewayAccess;
  readonly input: NamedStream & { readonly reason: string | undefined };
}

/**
 * `resume <domain> <app> <stream>`.
 *
 * @param argv the arguments behind the command's name
 * @returns the exit code
 */
export async function resumeCommand(
  argv: readonly string[],
  env: ClientEnvironment,
  terminal: Terminal,
): Promise<number> {
  let parsed: Arguments | 'help';
  try {
    parsed = parseArguments(argv, env);
  } catch (thrown) {
    if (!(thrown instanceof CommandFailed)) throw thrown;
    for (const line of [thrown.message, ...USAGE]) terminal.err(line);
    return thrown.exitCode;
  }
  try {
    if (parsed === 'help') USAGE.forEach(terminal.out);
    else await resume(parsed, env, terminal);
    return 0;
  } catch (thrown) {
    if (!(thrown instanceof CommandFailed)) throw thrown;
    terminal.err(thrown.message);
    return thrown.exitCode;
  }
}

interface Resumed {
  readonly resumeLiveStream: { readonly requestId: string; readonly wasForbidden: boolean | null };
}

async function resume(
  { access, input }: Arguments,
  env: ClientEnvironment,
  { out, err }: Terminal,
): Promise<void> {
  const client = createGatewayClient(await withStoredToken(access, env));
  const { requestId, wasForbidden } = await send(client, input);
  if (wasForbidden !== false) {
    out(`Resumed. Alibaba’s RequestId: ${requestId}`);
    return;
  }
  out(`The stream was not forbidden: nothing has changed. Alibaba’s RequestId: ${requestId}`);
  const lookalike = await findForbiddenLookalike(client, input);
  if (lookalike !== undefined) err(lookalike);
}

async function send(client: GatewayClient, input: object): Promise<Resumed['resumeLiveStream']> {
  try {
    return (await client.ask<Resumed>('ResumeLiveStream', { input })).resumeLiveStream;
  } catch (thrown) {
    if (!(thrown instanceof Unreachable) || !thrown.mayHaveBeenSent) throw thrown;
    throw new CommandFailed(3, `${thrown.message}\nIt may have been done; doing it again is harmless.`);
  }
}

function parseArguments(argv: readonly string[], env: ClientEnvironment): Arguments | 'help' {
  const { values, positionals } = parseStrictly(() =>
    parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        reason: { type: 'string' },
        endpoint: { type: 'string' },
        token: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    } as const),
  );
  if (values.help) return 'help';
  const [domainName, appName, streamName, ...others] = positionals;
  if (domainName === undefined || appName === undefined || streamName === undefined || others.length > 0)
    throw new CommandFailed(2, 'a domain, an app and a stream are needed, and nothing else');
  const { reason } = values;
  return { access: toGatewayAccess(values, env), input: { domainName, appName, streamName, reason } };
}
