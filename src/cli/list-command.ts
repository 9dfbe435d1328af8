import { CommandFailed } from './command-failed.js';
import { toCsv } from './csv.js';
import { type GatewayClient } from './gateway-client.js';
import { toVisible } from './similar-names.js';
import { type Terminal } from './terminal.js';

export interface ListOptions {
  readonly forbidden: boolean;
  readonly online: boolean;
  readonly app?: string;
  readonly search?: string;
  readonly json: boolean;
  readonly csv: boolean;
}

interface Listed {
  readonly appName: string;
  readonly streamName: string;
  readonly forbiddenUntil?: string | null;
  readonly publishedAt?: string | null;
}

interface Page {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly Listed[];
}

type Answer = Readonly<Record<'liveDomain', Readonly<Record<string, Page | null>> | null>>;

/** Each list: its document, its field, and the time that it has of each stream. */
const LISTS = {
  forbidden: { document: 'ListedForbiddenStreams', field: 'forbiddenStreams', time: 'forbiddenUntil' },
  online: { document: 'ListedOnlineStreams', field: 'onlineStreams', time: 'publishedAt' },
} as const;

/** `list`: the forbidden streams of a domain, or those on air. Prints each page as it comes. */
export async function listStreams(
  client: GatewayClient,
  domainName: string,
  { forbidden, online, app, search, json, csv }: ListOptions,
  { out }: Pick<Terminal, 'out'>,
): Promise<void> {
  if (forbidden === online) throw new CommandFailed(2, 'give either --forbidden or --online');
  if (json && csv) throw new CommandFailed(2, 'give either --json or --csv');
  const list = LISTS[forbidden ? 'forbidden' : 'online'];
  const all: object[] = [];
  if (csv) out(`app,stream,${list.time}`);
  let after: string | null = null;
  do {
    const page: Page = await readPage(client, list, {
      name: domainName,
      after,
      appName: app ?? null,
      search: search ?? null,
    });
    for (const listed of page.nodes) {
      const { appName, streamName } = listed;
      const time = listed[list.time] ?? null;
      if (json) all.push({ appName, streamName, [list.time]: time });
      else if (csv) out(toCsv([appName, streamName, time ?? '']));
      else out(`${toVisible(`${appName}/${streamName}`)}\t${time ?? '-'}`);
    }
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  if (json) out(JSON.stringify(all, null, 2));
}

async function readPage(
  client: GatewayClient,
  { document, field }: (typeof LISTS)[keyof typeof LISTS],
  variables: Readonly<Record<string, string | null>>,
): Promise<Page> {
  const { liveDomain } = await client.ask<Answer>(document, variables);
  const page = liveDomain?.[field];
  if (page === undefined || page === null) throw new CommandFailed(1, 'The gateway shows no such domain.');
  return page;
}
