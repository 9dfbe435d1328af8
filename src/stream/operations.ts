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

/** The operations of ApsaraVideo Live (API 2016-11-01) that the gateway can call, with their requests and responses. */
export interface UpstreamMessages {
  /** Removes a forbid. `appName` "*" means every app of the domain. */
  ResumeLiveStream: { request: StreamAddress; response: Receipt };
  /** Cuts a stream. For `UNTIL`, it also keeps the publisher out until that time. */
  ForbidLiveStream: { request: UpstreamForbid; response: Receipt };
  /** Reads a page of the forbid list. The upstream cannot filter or sort it. */
  DescribeLiveStreamsBlockList: { request: ForbidListQuery; response: UpstreamPage<StreamNames> };
  /** Reads a page of the streams that are being published, without transcoded streams. */
  DescribeLiveStreamsOnlineList: { request: OnlineQuery; response: UpstreamPage<OnlineStream> };
  /** Reads the group of a domain of any kind. */
  DescribeLiveDomainMapping: { request: DomainQuery; response: DomainGroup };
  /** Reads a page of the domains of the account. */
  DescribeLiveUserDomains: { request: UserDomainsQuery; response: UpstreamPage<UserDomain> };
  /** Reads the callback settings of an ingest domain; undefined if it has none. */
  DescribeLiveStreamsNotifyUrlConfig: { request: DomainQuery; response: NotifySettings | undefined };
  /** Replaces the callback settings of an ingest domain. */
  SetLiveStreamsNotifyUrlConfig: { request: SetNotifyRequest; response: Receipt };
  /** Removes the callback settings of an ingest domain. */
  DeleteLiveStreamsNotifyUrlConfig: { request: DomainQuery; response: Receipt };
  /** Reads a page of the callbacks of the last days. */
  DescribeLiveStreamsNotifyRecords: { request: NotifyRecordsQuery; response: UpstreamPage<NotifyRecord> };
}

export type UpstreamOperation = keyof UpstreamMessages;
export type UpstreamRequest<O extends UpstreamOperation> = UpstreamMessages[O]['request'];
export type UpstreamResponse<O extends UpstreamOperation> = UpstreamMessages[O]['response'];

/** A part of the gateway that can be switched on. An operation whose feature is off has no budget and no permission. */
export type Feature = 'streams' | 'domainList' | 'callbacks' | 'callbackSettings';
export type HttpMethod = 'GET' | 'POST';

export interface OperationRow<Request> {
  /** `action`: changes a stream. `read`: changes nothing. `setting`: changes the configuration of the account. */
  readonly kind: 'action' | 'read' | 'setting';
  readonly feature: Feature;
  /** The method that Alibaba's generated client uses. Some operations accept only GET (service metadata). */
  readonly method: HttpMethod;
  /** The documented limit for one account: at most `calls` in any window of `windowMs`. */
  readonly limit: { readonly calls: number; readonly windowMs: number };
  /** The maximum size of an answer. Documented answers are much smaller, so a larger answer is invalid or an attack. */
  readonly maxBodyBytes: number;
  /**
   * Calls with the same key that wait at the same time become one call. The key contains everything that the call
   * depends on.
   */
  readonly joinKey?: (request: Request) => string;
  /** Calls with the same key can undo each other, so they are sent in the order in which they were made. */
  readonly orderKey?: (request: Request) => string;
  /**
   * Whether the call may be sent again after it was sent, because sending it twice has the same effect as sending it
   * once.
   */
  readonly retryableAfterSending: (request: Request) => boolean;
  /** The RAM permission. The name of the RAM action is `live:` followed by the name of the operation. */
  readonly ram: {
    /** The resource to which a RAM policy can restrict the action: one domain, or `*` if it cannot be restricted. */
    readonly resource: 'domain' | '*';
    /** The grant of the caller for whom the gateway makes the call; absent if no caller causes the call. */
    readonly grant?: GrantedOperation;
  };
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const MIB = 1024 * 1024;
const always = (): boolean => true;

/** One row for each operation. Everything else that differs between operations is derived from its row. */
export const OPERATIONS = {
  ResumeLiveStream: {
    kind: 'action',
    feature: 'streams',
    method: 'POST',
    limit: { calls: 30, windowMs: SECOND_MS },
    maxBodyBytes: MIB,
    joinKey: toAddressKey,
    // "*" is treated like any app name, so a resume of every app has no fixed order relative to actions on one app.
    orderKey: toAddressKey,
    // The call sets a state, so a repeat does not change the result.
    retryableAfterSending: always,
    ram: { resource: 'domain', grant: 'resume' },
  },
  ForbidLiveStream: {
    kind: 'action',
    feature: 'streams',
    method: 'POST',
    limit: { calls: 20, windowMs: SECOND_MS },
    maxBodyBytes: MIB,
    // There is no join key: each cut has its own effect, and two forbids rarely have the same end time.
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
    // A page has up to 3,000 entries with long names and other fields.
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
    // The current documentation does not name the resource. "*" is allowed for every action.
    ram: { resource: '*', grant: 'read' },
  },
  DescribeLiveStreamsNotifyUrlConfig: {
    kind: 'read',
    feature: 'callbacks',
    method: 'POST',
    // The documentation of the operation allows 1,000 per second, the table of limits 1,000 per minute. This is the
    // lower one.
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
    // There is no join key, because it would have to contain the secrets.
    orderKey: ({ domainName }) => domainName,
    // The call sets a state, so a repeat does not change the result.
    retryableAfterSending: always,
    // From the older table of authorizations. The current documentation does not name the resource.
    ram: { resource: 'domain' },
  },
  DeleteLiveStreamsNotifyUrlConfig: {
    kind: 'setting',
    feature: 'callbackSettings',
    method: 'POST',
    limit: { calls: 15, windowMs: SECOND_MS },
    maxBodyBytes: MIB,
    orderKey: ({ domainName }) => domainName,
    // If the first call succeeded, a second call finds no settings and fails. Its failure would hide the success.
    retryableAfterSending: () => false,
    ram: { resource: '*' },
  },
  DescribeLiveStreamsNotifyRecords: {
    kind: 'read',
    feature: 'callbacks',
    method: 'POST',
    limit: { calls: 100, windowMs: SECOND_MS },
    // A page has up to 500 entries, each with a URL, headers, content and answer.
    maxBodyBytes: 16 * MIB,
    joinKey: ({ domainName, since, before, result = '', pageNum, pageSize }) =>
      [domainName, since.getTime(), before.getTime(), result, pageNum, pageSize].join('/'),
    retryableAfterSending: always,
    ram: { resource: '*', grant: 'read' },
  },
} as const satisfies { readonly [O in UpstreamOperation]: OperationRow<UpstreamRequest<O>> };

const ROWS: { readonly [O in UpstreamOperation]: OperationRow<UpstreamRequest<O>> } = OPERATIONS;

/** Returns the row of an operation, typed by the operation, for names that are only known at run time. */
export function toRow<O extends UpstreamOperation>(operation: O): OperationRow<UpstreamRequest<O>> {
  return ROWS[operation];
}

/** The features that are switched on in this version. */
export const FEATURES_IN_USE = ['streams', 'domainList', 'callbacks'] as const satisfies readonly Feature[];

/** An operation whose feature is switched on. */
export type OperationInUse = {
  [O in UpstreamOperation]: (typeof OPERATIONS)[O]['feature'] extends (typeof FEATURES_IN_USE)[number]
    ? O
    : never;
}[UpstreamOperation];

/** Returns the operations of some features, in the order of the table. */
export function operationsOf(features: readonly Feature[]): UpstreamOperation[] {
  return (Object.keys(OPERATIONS) as UpstreamOperation[]).filter((operation) =>
    features.includes(OPERATIONS[operation].feature),
  );
}

export const OPERATIONS_IN_USE = operationsOf(FEATURES_IN_USE) as readonly OperationInUse[];
