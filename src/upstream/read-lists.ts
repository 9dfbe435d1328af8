import { type NotifyRecord, type NotifySettings, SecretText } from '../stream/notify-messages.js';
import {
  type DomainGroup,
  type OnlineStream,
  type PageRequest,
  type StreamNames,
  type UpstreamPage,
  type UserDomain,
} from '../stream/upstream-messages.js';
import { UpstreamFault } from './fault.js';

type Json = Readonly<Record<string, unknown>>;

/** The values of LiveDomainType (documentation). */
const DOMAIN_KINDS: ReadonlyMap<unknown, UserDomain['kind']> = new Map([
  ['liveEdge', 'ingest'],
  ['liveVideo', 'streaming'],
]);

/**
 * A list's members out of their two wrappings, `StreamUrls.StreamUrl[]`. An empty list may come without them.
 * @throws UpstreamFault where something else stands there
 */
function members(body: Json, outer: string, inner: string): readonly unknown[] {
  const wrapped = body[outer];
  if (wrapped === undefined || wrapped === null) return [];
  const list = typeof wrapped === 'object' && !Array.isArray(wrapped) ? (wrapped as Json)[inner] : wrapped;
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw new UpstreamFault('unreadable');
  return list as readonly unknown[];
}

/** Undefined: not a member of such a list. Empty: a member whose name cannot be represented here. */
type Read<T> = (member: unknown) => readonly T[] | undefined;

/**
 * What can be read of the members. One odd entry must not hide all others from those who moderate; a list of which
 * nothing is what belongs there is no list.
 * @throws UpstreamFault where there are members and none is known
 */
function readable<T>(list: readonly unknown[], read: Read<T>): T[] {
  const known = list.map(read).filter((items) => items !== undefined);
  if (known.length === 0 && list.length > 0) throw new UpstreamFault('unreadable');
  return known.flat();
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function fields(member: unknown): Json {
  return typeof member === 'object' && member !== null ? (member as Json) : {};
}

/** The total under one of its two names, a number or the digits of one. */
function total(body: Json): number {
  const value = body['TotalNum'] ?? body['TotalCount'];
  const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0)
    throw new UpstreamFault('unreadable');
  return count;
}

/**
 * A page with its total: without a total, a whole list would look like its first page, and an empty page in the middle
 * would look like the end.
 */
function readPage<T>(
  body: Json,
  { pageNum, pageSize }: PageRequest,
  list: readonly unknown[],
  read: Read<T>,
): UpstreamPage<T> {
  const before = (pageNum - 1) * pageSize;
  const count = total(body);
  if (list.length === 0 && count > before) throw new UpstreamFault('unreadable');
  return {
    items: readable(list, read),
    total: Math.max(count, list.length === 0 ? 0 : before + list.length),
  };
}

/**
 * `streamingDomain/app/stream`, without a scheme (documentation). Whatever else stands there is left out: of this
 * domain, a name with a "/" in it, which cannot be distinguished from an app's.
 */
export function readForbidden(
  body: Json,
  page: PageRequest & { readonly streamingDomain: string },
): UpstreamPage<StreamNames> {
  const domain = page.streamingDomain.toLowerCase();
  return readPage(body, page, members(body, 'StreamUrls', 'StreamUrl'), (member) => {
    const [domainName = '', appName = '', streamName = '', ...more] = (text(member) ?? '').split('/');
    if (domainName.toLowerCase() !== domain) return undefined;
    return appName !== '' && streamName !== '' && more.length === 0 ? [{ appName, streamName }] : [];
  });
}

/** Rows without app, stream or domain are left out. */
export function readOnline(body: Json, page: PageRequest): UpstreamPage<OnlineStream> {
  return readPage(body, page, members(body, 'OnlineInfo', 'LiveStreamOnlineInfo'), (member) => {
    const row = fields(member);
    const appName = text(row['AppName']);
    const streamName = text(row['StreamName']);
    const ingestDomain = (text(row['PublishDomain']) ?? text(row['DomainName']))?.toLowerCase();
    if (appName === undefined || streamName === undefined || ingestDomain === undefined) return undefined;
    const publishedAt = new Date(text(row['PublishTime']) ?? Number.NaN);
    const isTime = !Number.isNaN(publishedAt.getTime());
    return [{ appName, streamName, ingestDomain, publishedAt: isTime ? publishedAt : undefined }];
  });
}

/** Undocumented kinds are left out. */
export function readDomainGroup(body: Json): DomainGroup {
  const models = readable(members(body, 'LiveDomainModels', 'LiveDomainModel'), (member) => {
    const { DomainName, Type } = fields(member);
    const name = text(DomainName)?.toLowerCase();
    return name === undefined ? undefined : [{ name, type: Type }];
  });
  const namesOf = (type: string): string[] =>
    models.filter((model) => model.type === type).map(({ name }) => name);
  return {
    streamingDomain: namesOf('vhost')[0],
    ingestDomains: namesOf('publish'),
    subStreamingDomains: namesOf('play'),
  };
}

/** Rows without a name are left out, and kinds that are not documented. */
export function readUserDomains(body: Json, page: PageRequest): UpstreamPage<UserDomain> {
  return readPage(body, page, members(body, 'Domains', 'PageData'), (member) => {
    const { DomainName, LiveDomainType, LiveDomainStatus } = fields(member);
    const name = text(DomainName)?.toLowerCase();
    if (name === undefined) return undefined;
    const kind = DOMAIN_KINDS.get(LiveDomainType);
    return kind === undefined ? [] : [{ name, kind, isOnline: LiveDomainStatus === 'online' }];
  });
}

/**
 * The callback settings; undefined for a domain without a URL. A key counts only where callbacks are signed with it.
 * @throws UpstreamFault where no settings stand
 */
export function readNotifySettings(body: Json): NotifySettings | undefined {
  const config = body['LiveStreamsNotifyConfig'] ?? {};
  if (typeof config !== 'object' || Array.isArray(config)) throw new UpstreamFault('unreadable');
  const { NotifyUrl, ExceptionNotifyUrl, NotifyReqAuth, NotifyAuthKey } = config as Json;
  const [notifyUrl, exceptionNotifyUrl] = [toSecret(NotifyUrl), toSecret(ExceptionNotifyUrl)];
  if (notifyUrl === undefined && exceptionNotifyUrl === undefined) return undefined;
  return {
    notifyUrl,
    exceptionNotifyUrl,
    authKey: NotifyReqAuth === 'yes' ? toSecret(NotifyAuthKey) : undefined,
  };
}

function toSecret(value: unknown): SecretText | undefined {
  const known = text(value);
  return known === undefined ? undefined : new SecretText(known);
}

/** Rows without names or a time are left out, and events that are not documented. */
export function readNotifyRecords(body: Json, page: PageRequest): UpstreamPage<NotifyRecord> {
  const list = members(body, 'NotifyRecordsInfo', 'LiveStreamNotifyRecordsInfo');
  return readPage(body, page, list, (member) => {
    const row = fields(member);
    const [appName, streamName] = [text(row['AppName']), text(row['StreamName'])];
    const at = new Date(text(row['NotifyTime']) ?? Number.NaN);
    if (appName === undefined || streamName === undefined || Number.isNaN(at.getTime())) return undefined;
    const type = row['NotifyType'];
    if (type !== 'publish' && type !== 'publish_done') return [];
    const reportedAt = readReportedTime(text(row['NotifyContent']) ?? '', at);
    return [{ appName, streamName, type, at, reportedAt, succeeded: row['NotifyResult'] === 'success' }];
  });
}

/** A callback is sent again for seconds, and reports a time close to its own. */
const REPORTED_WITHIN_MS = 120_000;

/** The time in the content of a callback, as a query or as JSON: neither form is documented. */
function readReportedTime(content: string, at: Date): Date | undefined {
  const [, seconds] = /(?:^|[?&\s{,])"?time"?\s*[=:]\s*"?(\d{9,11})(?!\d)/.exec(content) ?? [];
  const ms = Number(seconds) * 1_000;
  return Math.abs(ms - at.getTime()) <= REPORTED_WITHIN_MS ? new Date(ms) : undefined;
}
