import { type StreamAddress } from './address.js';

/** The confirmation of the upstream that it did what was requested. */
export interface Receipt {
  /** Alibaba's RequestId, never empty. */
  readonly requestId: string;
}

/**
 * `UNTIL`: cut and listed until then, in whole seconds; always an explicit end, since upstream's default has moved
 * from "for ever" to six months. `CUT`: cut only, the encoder may connect again at once (`Oneshot=yes`).
 */
export type ForbidOrder = { readonly mode: 'UNTIL'; readonly until: Date } | { readonly mode: 'CUT' };

export interface UpstreamForbid {
  /** `appName` "*" is not documented and never sent. */
  readonly address: StreamAddress;
  readonly order: ForbidOrder;
}

/** One page of a list, from 1. */
export interface PageRequest {
  readonly pageNum: number;
  /** 1 to 3000 (documentation), unless the operation's own request gives another limit. */
  readonly pageSize: number;
}

export interface UpstreamPage<T> {
  /** Fewer than requested does not mean the last page: entries that cannot be read are left out. */
  readonly items: readonly T[];
  /** Entries of the whole list at the time of this page, unreadable ones included: the only sign of its end. */
  readonly total: number;
}

/** An app and a stream name; the domain is the list's. */
export interface StreamNames {
  readonly appName: string;
  readonly streamName: string;
}

/** A stream that is being published. Addresses of clients and servers, and the URL with its key, are left behind. */
export interface OnlineStream extends StreamNames {
  /** The domain it is pushed to: the ingest domain, or the streaming domain for live-center ingest. */
  readonly ingestDomain: string;
  readonly publishedAt: Date | undefined;
}

export interface ForbidListQuery extends PageRequest {
  readonly streamingDomain: string;
}

/** Which streams of a streaming domain are meant: all, or exactly one. */
export interface OnlineQuery extends PageRequest {
  readonly streamingDomain: string;
  readonly stream?: StreamNames | undefined;
}

export interface DomainQuery {
  readonly domainName: string;
}

/** The domains that belong together. */
export interface DomainGroup {
  /** The main streaming domain (`vhost`); undefined where none is configured. */
  readonly streamingDomain: string | undefined;
  /** `publish`. */
  readonly ingestDomains: readonly string[];
  /** `play`. */
  readonly subStreamingDomains: readonly string[];
}

/** Which domains of the account are meant; `pageSize` is 1 to 50 (documentation). */
export interface UserDomainsQuery extends PageRequest {
  readonly kind: 'ingest' | 'streaming';
  /** A part of the name; absent for all. */
  readonly search?: string | undefined;
}

/** A domain of the account. */
export interface UserDomain {
  /** In lower case. */
  readonly name: string;
  readonly kind: 'ingest' | 'streaming';
  /** Whether it serves streams; false while it is being configured or is switched off. */
  readonly isOnline: boolean;
}
