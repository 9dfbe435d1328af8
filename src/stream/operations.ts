import { type StreamAddress, toAddressKey } from './address.js';
import { type GrantedOperation } from './caller.js';
import { toStreamKey } from './directory/stream-list.js';
import {
  type NotifyRecord,
  type NotifyRecordsQuery,
  type NotifySettings,
  type SetNotifyRequest,
} from './notify-messages.js';
import {
  type DomainGroup,
  type DomainQuery,
  type ForbidListQuery,
  type UpstreamForbid,
  type OnlineQuery,
  type OnlineStream,
  type Receipt,
  type StreamNames,
  type UpstreamPage,
  type UserDomain,
  type UserDomainsQuery,
} from './upstream-messages.js';

/** The operations of ApsaraVideo Live (API 2016-11-01) that the gateway can call, with their messages. */
export interface UpstreamMessages {
  /** Lifts a forbid. `appName` "*" means every app of the domain. */
  ResumeLiveStream: { request: StreamAddress; response: Receipt };
  /** Cuts a stream and, for `UNTIL`, keeps it out. */
  ForbidLiveStream: { request: UpstreamForbid; response: Receipt };
  /** A page of the forbid list, which the upstream neither filters nor sorts. */
  DescribeLiveStreamsBlockList: { request: ForbidListQuery; response: UpstreamPage<StreamNames> };
  /** A page of the streams that are being published, without transcodes. */
  DescribeLiveStreamsOnlineList: { request: OnlineQuery; response: UpstreamPage<OnlineStream> };
  /** The group of a domain of any kind. */
  DescribeLiveDomainMapping: { request: DomainQuery; response: DomainGroup };
  /** A page of the account's domains. */
  DescribeLiveUserDomains: { request: UserDomainsQuery; response: UpstreamPage<UserDomain> };
  /** The callback settings of an ingest domain; undefined where it has none. */
  DescribeLiveStreamsNotifyUrlConfig: { request: DomainQuery; response: NotifySettings | undefined };
  /** Replaces the callback settings of an ingest domain. */
  SetLiveStreamsNotifyUrlConfig: { request: SetNotifyRequest; response: Receipt };
  /** Ends the callbacks of an ingest domain. */
  DeleteLiveStreamsNotifyUrlConfig: { request: DomainQuery; response: Receipt };
  /** A page of the callbacks of the last days. */
  DescribeLiveStreamsNotifyRecords: { request: NotifyRecordsQuery; response: UpstreamPage<NotifyRecord> };
}

export type UpstreamOperation = keyof UpstreamMessages;
export type UpstreamRequest<O extends UpstreamOperation> = UpstreamMessages[O]['request'];
export type UpstreamResponse<O extends UpstreamOperation> = UpstreamMessages[O]['response'];

/** A part of the gateway that can be switched on. An operation of none that is on has no budget and no permission. */
export type Feature = 'streams' | 'domainList' | 'callbacks' | 'callbackSettings';
export type HttpMethod = 'GET' | 'POST';

export interface OperationRow<Request> {
  /** `action`: changes a stream. `read`: changes nothing. `setting`: changes how the account is set up. */
  readonly kind: 'action' | 'read' | 'setting';
  readonly feature: Feature;
  /** As Alibaba's generated client sends it. Some operations accept GET alone (service metadata). */
  readonly method: HttpMethod;
  /** What the documentation allows one account: at most `calls` in any window of `windowMs`. */
  readonly limit: { readonly calls: number; readonly windowMs: number };
  /** No documented answer comes near this size; what exceeds it is garbage or an attack. */
  readonly maxBodyBytes: number;
  /** Calls of one key that wait at the same time become one call. The key holds everything the call depends on. */
  readonly joinKey?: (request: Request) => string;
  /** Calls of one key undo one another: they are sent in the order in which they were made. */
  readonly orderKey?: (request: Request) => string;
  /** Whether sending it twice is as good as once. */
  readonly retryableAfterSending: (request: Request) => boolean;
  /** The RAM action is `live:` and the operation's name. */
  readonly ram: {
    /** What a RAM policy can restrict the action to: one domain, or nothing. */
    readonly resource: 'domain' | '*';
    /** The grant of a caller for which the gateway makes the call; absent where no caller causes it. */
    readonly grant?: GrantedOperation;
  };
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const MIB = 1024 * 1024;
const always = (): boolean => true;

/** One row per operation. Everything else that differs between operations is derived from it. */
export const OPERATIONS = {
  ResumeLiveStream: {
    kind: 'action',
    feature: 'streams',
    method: 'POST',
    limit: { calls: 30, windowMs: SECOND_MS },
    maxBodyBytes: MIB,
    joinKey: toAddressKey,
    // "*" is an app's name like any other: a resume of every app is not ordered with what is done to one of them.
    orderKey: toAddressKey,
    // It sets a state.
    retryableAfterSending: always,
    ram: { resource: 'domain', grant: 'resume' },
  },
  ForbidLiveStream: {
    kind: 'action',
    feature: 'streams',
    method: 'POST',
    limit: { calls: 20, windowMs: SECOND_MS },
    maxBodyBytes: MIB,
    // No join key: each cut acts again, and two forbids rarely have the same end.
    orderKey: ({ address }) => toAddressKey(address),
    // A second cut could end the session of an encoder that has connected again.
    retryableAfterSending: ({ order }) => order.mode === 'UNTIL',
    ram: { resource: '*', grant: 'forbid' },
  },
  DescribeLiveStreamsBlockList: {
    kind: 'read',
    feature: 'streams',
    method: 'POST',
    limit: { calls: 50, windowMs: SECOND_MS },
    // 3,000 entries of long names, and the other fields of each.
    maxBodyBytes: 16 * MIB,
    joinKey: ({ streamingDomain, pageNum, pageSize }) => `${streamingDomain}/${pageNum}/${pageSize}`,
    retryableAfterSending: always,
    ram: { resource: '*', grant: 'read' },
  },
  DescribeLiveStreamsOnlineList: {
    kind: 'read',
    feature: 'streams',
    method: 'POST',
    limit: { calls: 10_000, windowMs: MINUTE_MS },
    maxBodyBytes: 16 * MIB,
    joinKey: ({ streamingDomain, stream, pageNum, pageSize }) =>
      `${streamingDomain}/${stream === undefined ? '' : toStreamKey(stream)}/${pageNum}/${pageSize}`,
    retryableAfterSending: always,
    ram: { resource: '*', grant: 'read' },
  },
  DescribeLiveDomainMapping: {
    kind: 'read',
    feature: 'streams',
    method: 'GET',
    limit: { calls: 500, windowMs: MINUTE_MS },
    maxBodyBytes: MIB,
    joinKey: ({ domainName }) => domainName,
    retryableAfterSending: always,
    ram: { resource: '*', grant: 'read' },
  },
  DescribeLiveUserDomains: {
    kind: 'read',
    feature: 'domainList',
    method: 'POST',
    limit: { calls: 100, windowMs: SECOND_MS },
    maxBodyBytes: MIB,
    joinKey: ({ kind, search = '', pageNum, pageSize }) => `${kind}/${search}/${pageNum}/${pageSize}`,
    retryableAfterSending: always,
    // No current page names the resource; "*" is allowed for every action.
    ram: { resource: '*', grant: 'read' },
  },
  DescribeLiveStreamsNotifyUrlConfig: {
    kind: 'read',
    feature: 'callbacks',
    method: 'POST',
    // One page gives 1,000 per second, the table of limits per minute: the lower one.
    limit: { calls: 1_000, windowMs: MINUTE_MS },
    maxBodyBytes: MIB,
    joinKey: ({ domainName }) => domainName,
    retryableAfterSending: always,
    ram: { resource: '*', grant: 'read' },
  },
  SetLiveStreamsNotifyUrlConfig: {
    kind: 'setting',
    feature: 'callbackSettings',
    method: 'POST',
    limit: { calls: 15, windowMs: SECOND_MS },
    maxBodyBytes: MIB,
    // Without a join key: it would have to hold the secrets.
    orderKey: ({ domainName }) => domainName,
    // It sets a state.
    retryableAfterSending: always,
    // The older table of authorizations; no current page names the resource.
    ram: { resource: 'domain' },
  },
  DeleteLiveStreamsNotifyUrlConfig: {
    kind: 'setting',
    feature: 'callbackSettings',
    method: 'POST',
    limit: { calls: 15, windowMs: SECOND_MS },
    maxBodyBytes: MIB,
    orderKey: ({ domainName }) => domainName,
    // Where the first has ended the callbacks, the second finds none: its failure would hide that success.
    retryableAfterSending: () => false,
    ram: { resource: '*' },
  },
  DescribeLiveStreamsNotifyRecords: {
    kind: 'read',
    feature: 'callbacks',
    method: 'POST',
    limit: { calls: 100, windowMs: SECOND_MS },
    // 500 entries, each with a URL, headers, content and answer.
    maxBodyBytes: 16 * MIB,
    joinKey: ({ domainName, since, before, result = '', pageNum, pageSize }) =>
      [domainName, since.getTime(), before.getTime(), result, pageNum, pageSize].join('/'),
    retryableAfterSending: always,
    ram: { resource: '*', grant: 'read' },
  },
} as const satisfies { readonly [O in UpstreamOperation]: OperationRow<UpstreamRequest<O>> };

const ROWS: { readonly [O in UpstreamOperation]: OperationRow<UpstreamRequest<O>> } = OPERATIONS;

/** The row of an operation whose name is known at run time only, typed by the operation. */
export function toRow<O extends UpstreamOperation>(operation: O): OperationRow<UpstreamRequest<O>> {
  return ROWS[operation];
}

/** The features of this version that are switched on. */
export const FEATURES_IN_USE = ['streams', 'domainList', 'callbacks'] as const satisfies readonly Feature[];

/** An operation that the gateway calls with the features that are switched on. */
export type OperationInUse = {
  [O in UpstreamOperation]: (typeof OPERATIONS)[O]['feature'] extends (typeof FEATURES_IN_USE)[number]
    ? O
    : never;
}[UpstreamOperation];

/** The operations of some features, in the table's order. */
export function operationsOf(features: readonly Feature[]): UpstreamOperation[] {
  return (Object.keys(OPERATIONS) as UpstreamOperation[]).filter((operation) =>
    features.includes(OPERATIONS[operation].feature),
  );
}

export const OPERATIONS_IN_USE = operationsOf(FEATURES_IN_USE) as readonly OperationInUse[];
