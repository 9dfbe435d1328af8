import { toVisible } from '../stream/name-look.js';
import { CommandFailed } from './command-failed.js';
import { type GatewayClient } from './gateway-client.js';
import { type Page, readPages } from './pages.js';
import { printRows, type PrintOptions, type Row } from './print-rows.js';
import { type Terminal } from './terminal.js';

export interface ListOptions extends PrintOptions {
  readonly forbidden?: boolean;
  readonly online?: boolean;
  readonly app?: string;
  readonly search?: string;
}

type Listed = Row & { readonly appName: string; readonly streamName: string };

type Answer = Readonly<Record<string, Page<Listed> | null>> | null;

/** The lists. Each has a document, a field, and a time for each stream. */
const LISTS = {
  forbidden: { document: 'ListedForbiddenStreams', field: 'forbiddenStreams', time: 'forbiddenUntil' },
  online: { document: 'ListedOnlineStreams', field: 'onlineStreams', time: 'publishedAt' },
} as const;

/** `list`: prints the forbidden or the online streams of a domain. Prints each page when it arrives. */
export async function listStreams(
  open: () => Promise<GatewayClient>,
  domainName: string,
  { forbidden = false, online = false, app, search, ...print }: ListOptions,
  terminal: Pick<Terminal, 'out'>,
): Promise<void> {
  if (forbidden === online) throw new CommandFailed(2, (text) => text.wrongUse.forbiddenOrOnline);
  const client = await open();
  const list = LISTS[forbidden ? 'forbidden' : 'online'];
  const filter = { name: domainName, appName: app ?? null, search: search ?? null };
  const { time } = list;
  await printRows(
    print,
    {
      columns: ['appName', 'streamName', time],
      header: ['app', 'stream', time],
      rows: readPages((after) => readPage(client, list, { ...filter, after })),
      toLine: (row) => `${toVisible(`${row.appName}/${row.streamName}`)}\t${row[time] ?? '-'}`,
    },
    terminal,
  );
}

async function readPage(
  client: GatewayClient,
  { document, field }: (typeof LISTS)[keyof typeof LISTS],
  variables: Readonly<Record<string, string | null>>,
): Promise<Page<Listed>> {
  const domain = await client.ask<Answer>(document, variables);
  const page = domain?.[field];
  if (page === undefined || page === null) throw new CommandFailed(1, (text) => text.gateway.noDomain);
  return page;
}
