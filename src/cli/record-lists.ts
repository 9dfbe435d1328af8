import { CommandFailed } from './command-failed.js';
import { toCsv } from './csv.js';
import { type GatewayClient } from './gateway-client.js';
import { toVisible } from './similar-names.js';
import { type Terminal } from './terminal.js';

export interface PrintOptions {
  readonly json: boolean;
  readonly csv: boolean;
  /** The most rows. */
  readonly limit: string;
}

export interface ActionOptions extends PrintOptions {
  readonly domain?: string;
  readonly by?: string;
  /** A time in ISO 8601. */
  readonly since?: string;
}

type Value = string | number | null;
type Row = Readonly<Record<string, Value>>;

interface Page<T> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly T[];
}

interface ListedAction extends Row {
  readonly kind: string;
  readonly outcome: string;
  readonly by: string;
  readonly reason: string | null;
  readonly until: string | null;
  readonly startedAt: string;
  readonly code: string | null;
  readonly requestId: string | null;
  readonly appName: string;
}

interface ListedJob extends Row {
  readonly id: string;
  readonly domainName: string;
  readonly state: string;
  readonly total: number;
  readonly resumed: number;
  readonly failed: number;
  readonly startedAt: string;
}

type ActionNode = ListedAction & {
  readonly stream: { readonly domainName: string; readonly streamName: string } | null;
};

const ACTION_COLUMNS = [
  'startedAt',
  'kind',
  'outcome',
  'domainName',
  'appName',
  'streamName',
  'by',
  'reason',
  'until',
  'code',
  'requestId',
];
const JOB_COLUMNS = [
  'id',
  'domainName',
  'state',
  'total',
  'resumed',
  'failed',
  'cancelled',
  'skipped',
  'by',
  'reason',
  'startedAt',
  'finishedAt',
];
const PAGE_SIZE = 200;
const MOST_ROWS = 100_000;

/** `actions`: the audit trail, newest first. */
export async function listActions(
  client: GatewayClient,
  { domain, by, since, ...options }: ActionOptions,
  terminal: Pick<Terminal, 'out'>,
): Promise<void> {
  const filter = { domainName: domain, by, since };
  await print({
    options,
    terminal,
    columns: ACTION_COLUMNS,
    read: async (first, after) => {
      const answer = await client.ask<{ liveStreamActions: Page<ActionNode> | null }>('LiveStreamActions', {
        filter,
        first,
        after,
      });
      return (
        answer.liveStreamActions && {
          ...answer.liveStreamActions,
          nodes: answer.liveStreamActions.nodes.map(({ stream, ...action }) => ({
            ...action,
            domainName: stream?.domainName ?? null,
            streamName: stream?.streamName ?? null,
          })),
        }
      );
    },
    toLine: ({ startedAt, kind, outcome, domainName, appName, streamName, by: operator, reason }) =>
      [
        startedAt,
        `${kind} ${outcome}`,
        `${domainName ?? '-'} ${toVisible(`${appName}/${streamName ?? '-'}`)}`,
        reason === null ? operator : `${operator}: ${reason}`,
      ].join('\t'),
  });
}

/** `jobs`: the bulk jobs that the caller may see, newest first. */
export async function listJobs(
  client: GatewayClient,
  options: PrintOptions,
  terminal: Pick<Terminal, 'out'>,
): Promise<void> {
  await print<ListedJob>({
    options,
    terminal,
    columns: JOB_COLUMNS,
    read: async (first, after) =>
      (await client.ask<{ bulkResumes: Page<ListedJob> | null }>('BulkResumes', { first, after }))
        .bulkResumes,
    toLine: ({ id, domainName, state, total, resumed, failed, startedAt }) =>
      [startedAt, id, domainName, state, `${resumed} of ${total} resumed, ${failed} failed`].join('\t'),
  });
}

interface PrintParts<T extends Row> {
  readonly options: PrintOptions;
  readonly terminal: Pick<Terminal, 'out'>;
  readonly columns: readonly string[];
  readonly read: (first: number, after: string | null) => Promise<Page<T> | null>;
  readonly toLine: (row: T) => string;
}

/** Prints each page as it comes; JSON is one list, when all of it is there. */
async function print<T extends Row>({
  options,
  terminal,
  columns,
  read,
  toLine,
}: PrintParts<T>): Promise<void> {
  const { json, csv } = options;
  const limit = /^[1-9]\d{0,5}$/.test(options.limit) ? Number(options.limit) : Infinity;
  if (limit > MOST_ROWS) throw new CommandFailed(2, `--limit must be a whole number from 1 to ${MOST_ROWS}`);
  if (json && csv) throw new CommandFailed(2, 'give either --json or --csv');
  if (csv) terminal.out(columns.join(','));
  const all: Record<string, Value>[] = [];
  let left = limit;
  let after: string | null = null;
  do {
    const page: Page<T> | null = await read(Math.min(left, PAGE_SIZE), after);
    if (page === null) throw new CommandFailed(1, 'The gateway shows no such list.');
    for (const row of page.nodes) {
      if (json) all.push(Object.fromEntries(columns.map((name) => [name, row[name] ?? null])));
      else terminal.out(csv ? toCsv(columns.map((name) => String(row[name] ?? ''))) : toLine(row));
    }
    left -= page.nodes.length;
    after = page.pageInfo.hasNextPage && left > 0 ? page.pageInfo.endCursor : null;
  } while (after !== null);
  if (json) terminal.out(JSON.stringify(all, null, 2));
}
