import { ConsoleOnlineStreamsDocument } from '../../../schema/console/graphql.js';
import { type Api } from '../api/api.js';
import { type StreamRow } from './activity.js';
import { type StreamEvent } from './domain-events.js';
import { type ListFilter } from './forbidden-rows.js';
import { type ReadPage, toListPage } from './paged-list.js';

export interface OnlineRow extends StreamRow {
  readonly publishedAt: string | undefined;
}

const PAGE = 100;

export function readOnline(api: Api, { name, appName, search }: ListFilter): ReadPage<OnlineRow> {
  return async (after) => {
    const variables = { name, first: PAGE, after, appName: appName ?? null, search: search ?? null };
    const { data, failure } = await api.query(ConsoleOnlineStreamsDocument, variables);
    return toListPage(data?.liveDomain?.onlineStreams, failure, ({ publishedAt, ...stream }) => ({
      ...stream,
      publishedAt: publishedAt ?? undefined,
    }));
  };
}

/**
 * Returns the list after the given events.
 *
 * @param isKept whether a row stays, because the page shows the result of an action in it
 */
export function applyToOnline(
  rows: readonly OnlineRow[],
  events: readonly StreamEvent[],
  isKept: (id: string) => boolean,
): readonly OnlineRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const { kind, stream, at } of events) {
    if (kind === 'PUBLISHED') byId.set(stream.id, { ...stream, publishedAt: at });
    else if (kind !== 'RESUMED' && !isKept(stream.id)) byId.delete(stream.id);
  }
  return [...byId.values()];
}
