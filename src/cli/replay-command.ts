import { parseArgs } from 'node:util';
import { type RecordedExchange } from '../upstream/recording/recorded-exchange.js';
import { openReplayClients, replayExchange, type ReplayResult } from '../upstream/recording/replay.js';
import { CommandFailed, parseStrictly } from './command-failed.js';
import { readRecording } from './read-recording.js';
import { type Terminal } from './terminal.js';

const USAGE = [
  'Usage: apsara-live-gateway replay <file> [--expect] [--json]',
  '',
  'Passes the answers of a recording to both clients, core and sdk, and prints the result of each. Sends nothing.',
  'docs/verify.md describes recordings.',
  '  --expect  compares the results and the requests of the clients with the recording',
  '  --json    prints JSON, one object per line',
  '',
  'Example: apsara-live-gateway replay recording.jsonl --expect',
  '',
  'Exit code: 0 done, 1 there are differences, 2 wrong use, or the file is not a recording.',
];

/** The part that tests replace: the generated client. */
export interface ReplayParts {
  readonly loadSdk?: Parameters<typeof openReplayClients>[0];
}

/**
 * `replay <file>`.
 *
 * @param argv the arguments behind the command's name
 * @returns the exit code
 */
export async function replayCommand(
  argv: readonly string[],
  terminal: Pick<Terminal, 'out' | 'err'>,
  { loadSdk }: ReplayParts = {},
): Promise<number> {
  const { out, err } = terminal;
  try {
    const parsed = parseArguments(argv);
    if (parsed === 'help') {
      USAGE.forEach(out);
      return 0;
    }
    const exchanges = readRecording(parsed.path);
    const clients = await openReplayClients(loadSdk);
    if (clients.length === 1)
      err('The client sdk is skipped: @alicloud/live20161101 is not installed (docs/connect.md).');
    const replays: Replay[] = [];
    for (const [index, exchange] of exchanges.entries())
      replays.push(toReplay(index + 1, exchange, await replayExchange(exchange, clients)));
    return print(replays, parsed, terminal) ? 0 : 1;
  } catch (thrown) {
    if (!(thrown instanceof CommandFailed)) throw thrown;
    err(thrown.message);
    return thrown.exitCode;
  }
}

interface Options {
  readonly path: string;
  readonly isExpecting: boolean;
  readonly isJson: boolean;
}

function parseArguments(argv: readonly string[]): Options | 'help' {
  const { values, positionals } = parseStrictly(() =>
    parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        expect: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }),
  );
  if (values.help) return 'help';
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0)
    throw new CommandFailed(2, ['name one recording', '', ...USAGE].join('\n'));
  return { path, isExpecting: values.expect, isJson: values.json };
}

interface Replay {
  readonly line: number;
  readonly exchange: RecordedExchange;
  readonly results: readonly ReplayResult[];
  /** Whether both clients have the same result. */
  readonly isSame: boolean;
}

function toReplay(line: number, exchange: RecordedExchange, results: readonly ReplayResult[]): Replay {
  const isSame = new Set(results.map(({ made }) => JSON.stringify(made))).size === 1;
  return { line, exchange, results, isSame };
}

/** @returns true if nothing differs */
function print(
  replays: readonly Replay[],
  { isExpecting, isJson }: Options,
  { out, err }: Pick<Terminal, 'out' | 'err'>,
): boolean {
  const isWrong = ({ isSame, results }: Replay): boolean =>
    !isSame || (isExpecting && results.some(({ differences }) => differences.length > 0));
  for (const replay of replays)
    (isJson ? [toJson(replay, isExpecting)] : toLines(replay, isExpecting)).forEach(out);
  const wrong = replays.filter(isWrong).length;
  const compared = isExpecting ? ' match the recording' : '';
  err(
    wrong === 0
      ? `${replays.length} exchanges${compared}.`
      : `${wrong} of ${replays.length} exchanges differ${isExpecting ? ' from the recording' : ' between the clients'}.`,
  );
  return wrong === 0;
}

function toJson({ line, exchange, results }: Replay, isExpecting: boolean): string {
  const { operation, step, made: expected } = exchange;
  const shown = results.map(({ client, made, differences }) =>
    isExpecting ? { client, made, differences } : { client, made },
  );
  return JSON.stringify({ line, operation, step, ...(isExpecting && { expected }), results: shown });
}

const MAX_CHARACTERS = 160;

function toLines({ line, exchange, results, isSame }: Replay, isExpecting: boolean): string[] {
  const { operation, answer, milliseconds, made: expected } = exchange;
  const status = typeof answer === 'string' ? answer : String(answer.status);
  const lines = [`${line}  ${operation}  ${status}  ${milliseconds} ms`];
  for (const { client, made, differences } of isSame ? results.slice(0, 1) : results) {
    const who = isSame ? results.map((result) => result.client).join(', ') : client;
    lines.push(`   ${who}: ${toShort(made)}`);
    if (isExpecting && differences.includes('made')) lines.push(`   recorded: ${toShort(expected)}`);
  }
  if (isExpecting)
    for (const { client, differences } of results)
      if (differences.includes('request')) lines.push(`   ${client} would send other parameters`);
  return lines;
}

function toShort(made: unknown): string {
  const text = JSON.stringify(made);
  return text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text;
}
