import { toSafe } from './columns.js';
import { CommandFailed } from './command-failed.js';
import { type GatewayClient } from './gateway-client.js';
import { type Page, readPages } from './pages.js';
import { printRows, type PrintOptions, type Row } from './print-rows.js';
import { toName } from './stream-commands.js';
import { type Terminal } from './terminal.js';

export interface RecordOptions extends PrintOptions {
  /** The highest number of rows. */
  readonly limit: string;
}

export interface ActionOptions extends RecordOptions {
  readonly domain?: string;
  readonly by?: string;
  /** A time in ISO 8601. */
  readonly since?: string;
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
  readonly domainName: string;
  readonly appName: string;
  readonly streamName: string;
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

/** `actions`: the ledger, newest first. */
export async function listActions(
  open: () => Promise<GatewayClient>,
  { domain, by, since, limit, ...options }: ActionOptions,
  terminal: Pick<Terminal, 'out'>,
): Promise<void> {
  const most = parseLimit(limit);
  const client = await open();
  const filter = { domainName: domain, by, since };
  const read: ReadPage<ListedAction> = (first, after) =>
    client.ask<Page<ListedAction> | null>('LiveStreamActions', { filter, first, after });
  await printRows(
    options,
    {
      columns: ACTION_COLUMNS,
      rows: readUpTo(most, read),
      toLine: ({ startedAt, kind, outcome, domainName, appName, streamName, by: operator, reason }) =>
        [
          startedAt,
          `${kind} ${outcome}`,
          toName({ domainName, appName, streamName }),
          toSafe(reason === null ? operator : `${operator}: ${reason}`),
        ].join('\t'),
    },
    terminal,
  );
}

/** `jobs`: the bulk jobs that the caller may see, newest first. */
export async function listJobs(
  open: () => Promise<GatewayClient>,
  { limit, ...options }: RecordOptions,
  terminal: Pick<Terminal, 'out' | 'text'>,
): Promise<void> {
  const most = parseLimit(limit);
  const client = await open();
  const read: ReadPage<ListedJob> = (first, after) =>
    client.ask<Page<ListedJob> | null>('BulkResumes', { first, after });
  await printRows(
    options,
    {
      columns: JOB_COLUMNS,
      rows: readUpTo(most, read),
      toLine: ({ id, domainName, state, total, resumed, failed, startedAt }) =>
        [startedAt, id, domainName, state, terminal.text.bulk.progressOfJob(resumed, total, failed)].join(
          '\t',
        ),
    },
    terminal,
  );
}

/** @throws CommandFailed if the limit is not a valid number */
function parseLimit(text: string): number {
  const limit = /^[1-9]\d{0,5}$/.test(text) ? Number(text) : Infinity;
  if (limit > MOST_ROWS) throw new CommandFailed(2, (words) => words.wrongUse.limit(MOST_ROWS));
  return limit;
}

type ReadPage<T> = (first: number, after: string | null) => Promise<Page<T> | null>;

/** Yields at most `limit` entries of a list. The last page is only as large as needed. */
function readUpTo<T>(limit: number, read: ReadPage<T>): AsyncGenerator<T, void, undefined> {
  let left = limit;
  return readPages(async (after) => {
    const page = await read(Math.min(left, PAGE_SIZE), after);
    if (page === null) throw new CommandFailed(1, (text) => text.gateway.noList);
    left -= page.nodes.length;
    const hasNextPage = page.pageInfo.hasNextPage && left > 0;
    return { ...page, pageInfo: { ...page.pageInfo, hasNextPage } };
  });
}
