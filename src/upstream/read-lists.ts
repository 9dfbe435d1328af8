import { isListedStream } from '../stream/names.js';
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
 * The members of a list inside its two wrapper fields, such as `StreamUrls.StreamUrl[]`. An empty list can come without
 * the wrappers.
 * @throws UpstreamFault if one of these fields has another type
 */
function members(body: Json, outer: string, inner: string): readonly unknown[] {
  const wrapped = body[outer];
  if (wrapped === undefined || wrapped === null) return [];
  const list = typeof wrapped === 'object' && !Array.isArray(wrapped) ? (wrapped as Json)[inner] : wrapped;
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw new UpstreamFault('unreadable');
  return list as readonly unknown[];
}

/** Undefined: not a member of such a list. Empty: a member whose name the gateway cannot represent. */
type Read<T> = (member: unknown) => readonly T[] | undefined;

/**
 * The readable members of a list. One malformed entry must not hide the others from moderators. A list with no known
 * member is not the expected list.
 * @throws UpstreamFault if there are members and none of them is known
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

/** The total, under either of its two names, as a number or as a string of digits. */
function total(body: Json): number {
  const value = body['TotalNum'] ?? body['TotalCount'];
  const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0)
    throw new UpstreamFault('unreadable');
  return count;
}

/**
 * A page with its total. Without a total, a complete list would look like its first page, and an empty page in the
 * middle would look like the end.
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
 * Reads entries of the form `streamingDomain/app/stream`, without a scheme (documentation). Other entries are left out.
 * An entry of this domain with one more "/" is also left out, because the end of its app name is unknown. An entry whose
 * names cannot be shown is left out too.
 */
export function readForbidden(
  body: Json,
  page: PageRequest & { readonly streamingDomain: string },
): UpstreamPage<StreamNames> {
  const domain = page.streamingDomain.toLowerCase();
  return readPage(body, page, members(body, 'StreamUrls', 'StreamUrl'), (member) => {
    const [domainName = '', appName = '', streamName = '', ...more] = (text(member) ?? '').split('/');
    if (domainName.toLowerCase() !== domain) return undefined;
    const names = { appName, streamName };
    return isListedStream(names) && more.length === 0 ? [names] : [];
  });
}

/** Leaves out rows without app, stream or domain, and rows whose names cannot be shown. */
export function readOnline(body: Json, page: PageRequest): UpstreamPage<OnlineStream> {
  return readPage(body, page, members(body, 'OnlineInfo', 'LiveStreamOnlineInfo'), (member) => {
    const row = fields(member);
    const appName = text(row['AppName']);
    const streamName = text(row['StreamName']);
    const ingestDomain = (text(row['PublishDomain']) ?? text(row['DomainName']))?.toLowerCase();
    if (appName === undefined || streamName === undefined || ingestDomain === undefined) return undefined;
    if (!isListedStream({ appName, streamName })) return [];
    const publishedAt = new Date(text(row['PublishTime']) ?? Number.NaN);
    const isTime = !Number.isNaN(publishedAt.getTime());
    return [{ appName, streamName, ingestDomain, publishedAt: isTime ? publishedAt : undefined }];
  });
}

/** Leaves out undocumented kinds. */
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

/** Leaves out rows without a name and rows with an undocumented kind. */
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
 * The callback settings; undefined for a domain without a URL. The key is read only if the domain signs its callbacks
 * with it.
 * @throws UpstreamFault if the field of the settings is not an object
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

/** Leaves out rows without names or a time, and rows with an undocumented event. */
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

/**
 * ApsaraVideo Live repeats a callback for some seconds, so the time that it reports is close to the time of the row.
 */
const REPORTED_WITHIN_MS = 120_000;

/** The time in the content of a callback, in query or JSON form. Neither form is documented. */
function readReportedTime(content: string, at: Date): Date | undefined {
  const [, seconds] = /(?:^|[?&\s{,])"?time"?\s*[=:]\s*"?(\d{9,11})(?!\d)/.exec(content) ?? [];
  const ms = Number(seconds) * 1_000;
  return Math.abs(ms - at.getTime()) <= REPORTED_WITHIN_MS ? new Date(ms) : undefined;
}
