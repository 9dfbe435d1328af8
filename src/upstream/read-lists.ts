import {
  type DomainGroup,
  type OnlineStream,
  type StreamNames,
  type UpstreamPage,
} from '../stream/upstream.js';
import { UpstreamFault } from './fault.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * A list's members out of their two wrappings, `StreamUrls.StreamUrl[]`. An empty list may come without them.
 * @throws UpstreamFault where something else stands there
 */
function members(body: Json, outer: string, inner: string): readonly unknown[] {
  const wrapped = body[outer];
  if (wrapped === undefined || wrapped === null) return [];
  const list = typeof wrapped === 'object' ? (wrapped as Json)[inner] : wrapped;
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw new UpstreamFault('unreadable');
  return list as readonly unknown[];
}

function text(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new UpstreamFault('unreadable');
  return value;
}

/** A page with its total: a list without one could not be told from its first page. */
export function readPage<T>(body: Json, items: readonly T[]): UpstreamPage<T> {
  const total = Number(body['TotalNum'] ?? Number.NaN);
  if (!Number.isSafeInteger(total) || total < 0) throw new UpstreamFault('unreadable');
  return { items, total };
}

/** `streamingDomain/app/stream`, without a scheme (documentation). */
export function readForbidden(body: Json, streamingDomain: string): StreamNames[] {
  const start = `${streamingDomain}/`;
  return members(body, 'StreamUrls', 'StreamUrl').map((member) => {
    const url = text(member);
    const names = url.toLowerCase().startsWith(start) ? url.slice(start.length) : undefined;
    const slash = names?.indexOf('/') ?? -1;
    if (names === undefined || slash < 1) throw new UpstreamFault('unreadable');
    return { appName: names.slice(0, slash), streamName: names.slice(slash + 1) };
  });
}

export function readOnline(body: Json): OnlineStream[] {
  return members(body, 'OnlineInfo', 'LiveStreamOnlineInfo').map((member) => {
    const row = (typeof member === 'object' && member !== null ? member : {}) as Json;
    const publishedAt = new Date(typeof row['PublishTime'] === 'string' ? row['PublishTime'] : Number.NaN);
    return {
      appName: text(row['AppName']),
      streamName: text(row['StreamName']),
      ingestDomain: text(row['PublishDomain'] ?? row['DomainName']).toLowerCase(),
      publishedAt: Number.isNaN(publishedAt.getTime()) ? undefined : publishedAt,
    };
  });
}

export function readDomainGroup(body: Json): DomainGroup {
  const namesOf = (type: string): string[] =>
    members(body, 'LiveDomainModels', 'LiveDomainModel')
      .map((member) => (typeof member === 'object' && member !== null ? member : {}) as Json)
      .filter((model) => model['Type'] === type)
      .map((model) => text(model['DomainName']).toLowerCase());
  return {
    streamingDomain: namesOf('vhost')[0],
    ingestDomains: namesOf('publish'),
    subStreamingDomains: namesOf('play'),
  };
}
