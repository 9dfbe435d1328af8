import { parseArgs } from 'node:util';
import { DEFAULT_DATABASE_URL } from '../config/secrets.js';
import { moveStore, StoreNotMoved, type Moved } from '../store/move-store.js';
import { CommandFailed, parseStrictly } from './command-failed.js';
import { type Terminal } from './terminal.js';

const USAGE = [
  'Usage: apsara-live-gateway move-store [--from <file: URL>] [--to <postgres:// URL>]',
  '',
  'Copies the ledger and the bulk jobs from an SQLite file to PostgreSQL. Stop the gateway first. You can repeat it:',
  'rows that already exist stay unchanged. The file also stays.',
  `  --from  default ${DEFAULT_DATABASE_URL}`,
  '  --to    default DATABASE_URL, which other users of the machine cannot see',
  '',
  'Example: apsara-live-gateway move-store --from file:./data/gateway.db',
  '',
  'Exit code: 0 everything is copied, 1 it is not, 2 wrong use.',
];

interface Addresses {
  readonly from: string;
  readonly to: string;
}

/**
 * `move-store --from <file: URL> --to <postgres:// URL>`. Never prints an address.
 *
 * @param argv the arguments behind the command's name
 * @returns the exit code
 */
export async function moveStoreCommand(
  argv: readonly string[],
  env: { readonly DATABASE_URL?: string | undefined },
  { out, err }: Pick<Terminal, 'out' | 'err'>,
): Promise<number> {
  try {
    const addresses = parseArguments(argv, env.DATABASE_URL);
    if (addresses === 'help') USAGE.forEach(out);
    else toLines(await moveStore(addresses)).forEach(out);
    return 0;
  } catch (thrown) {
    if (thrown instanceof StoreNotMoved) {
      err(thrown.message);
      return 1;
    }
    if (!(thrown instanceof CommandFailed)) throw thrown;
    for (const line of [thrown.message, ...USAGE]) err(line);
    return thrown.exitCode;
  }
}

function toLines(moved: Moved): string[] {
  const line = (what: string, { total, copied }: Moved['actions']): string =>
    `${what}: ${total}, of which ${copied} copied and ${total - copied} that already existed`;
  return [
    line('actions', moved.actions),
    line('bulk jobs', moved.jobs),
    line('items of bulk jobs', moved.items),
    line('events', moved.events),
    'Everything is copied. Start the gateway with the new DATABASE_URL.',
  ];
}

function parseArguments(argv: readonly string[], databaseUrl: string | undefined): Addresses | 'help' {
  const { values } = parseStrictly(() =>
    parseArgs({
      args: [...argv],
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    } as const),
  );
  if (values.help) return 'help';
  const { from = DEFAULT_DATABASE_URL, to = databaseUrl } = values;
  if (!from.startsWith('file:')) throw new CommandFailed(2, '--from must be a file: URL');
  if (to === undefined || !/^postgres(ql)?:\/\//.test(to) || !URL.canParse(to))
    throw new CommandFailed(2, '--to, or DATABASE_URL, must be a postgres:// URL');
  return { from, to };
}
