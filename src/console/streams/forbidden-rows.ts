import {
  ConsoleForbiddenStreamsDocument,
  type ConsoleForbiddenStreamsQuery,
} from '../../../schema/console/graphql.js';
import { type Api } from '../api/api.js';
import { type StreamRow } from './activity.js';
import { type StreamEvent } from './domain-events.js';
import { type ForbidReason, toForbidReason } from './forbid-reason.js';
import { type ReadPage, toListPage } from './paged-list.js';

/** A forbidden stream, with the end and the reason of its forbid if it was made through the gateway. */
export interface ForbiddenRow extends StreamRow {
  /** Whether the forbid list contains the stream. Otherwise the row shows the result of a resume. */
  readonly isListed: boolean;
  readonly until: string | undefined;
  readonly why: ForbidReason;
}

export interface ListFilter {
  readonly name: string;
  readonly appName?: string | undefined;
  readonly search?: string | undefined;
}

type Node = NonNullable<
  NonNullable<ConsoleForbiddenStreamsQuery['liveDomain']>['forbiddenStreams']
>['nodes'][number];

/** The page size: more rows than a screen shows, and still a fast response. */
const PAGE = 100;

export function readForbidden(api: Api, { name, appName, search }: ListFilter): ReadPage<ForbiddenRow> {
  return async (after) => {
    const variables = { name, first: PAGE, after, appName: appName ?? null, search: search ?? null };
    const { data, failure } = await api.query(ConsoleForbiddenStreamsDocument, variables);
    return toListPage(data?.liveDomain?.forbiddenStreams, failure, toRow);
  };
}

function toRow({ actions, forbiddenUntil, ...stream }: Node): ForbiddenRow {
  const until = forbiddenUntil ?? undefined;
  const why: ForbidReason = actions
    ? toForbidReason(
        { actions: actions.nodes, hasOlder: actions.pageInfo.hasNextPage, forbiddenUntil: until },
        Date.now(),
      )
    : { kind: 'unknown' };
  return { ...stream, isListed: true, until, why };
}

/**
 * Returns the list after the given events.
 *
 * @param isKept whether a row stays, because the page shows the result of a resume in it
 */
export function applyToForbidden(
  rows: readonly ForbiddenRow[],
  events: readonly StreamEvent[],
  isKept: (id: string) => boolean,
): readonly ForbiddenRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const { kind, stream, action } of events) {
    if (kind === 'FORBIDDEN') {
      // The newest row is the first.
      byId.delete(stream.id);
      byId.set(stream.id, {
        ...stream,
        isListed: true,
        until: action?.until ?? undefined,
        why: action
          ? { kind: 'known', by: action.by, reason: action.reason ?? undefined }
          : { kind: 'unknown' },
      });
      // A live event may be older than a forbid. Only a resume removes a row.
    } else if (kind === 'RESUMED' && !isKept(stream.id)) byId.delete(stream.id);
  }
  const before = new Set(rows.map(({ id }) => id));
  const changed = [...byId.values()];
  return [
    ...changed.filter(({ id }) => !before.has(id)).reverse(),
    ...changed.filter(({ id }) => before.has(id)),
  ];
}
