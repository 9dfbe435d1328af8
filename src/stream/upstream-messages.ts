import { type StreamAddress } from './address.js';

/** The confirmation of the upstream that it did what was requested. */
export interface Receipt {
  /** Alibaba's RequestId, never empty. */
  readonly requestId: string;
}

/**
 * `UNTIL`: cuts the stream and keeps it on the forbid list until this time, in whole seconds. The end time is always
 * explicit, because the upstream changed its default from "for ever" to six months. `CUT`: only cuts the stream. The
 * encoder can connect again at once (`Oneshot=yes`).
 */
export type ForbidOrder = { readonly mode: 'UNTIL'; readonly until: Date } | { readonly mode: 'CUT' };

export interface UpstreamForbid {
  /** `appName` "*" is not documented for this operation and is never sent. */
  readonly address: StreamAddress;
  readonly order: ForbidOrder;
}

/** A request for one page of a list. Page numbers start at 1. */
export interface PageRequest {
  readonly pageNum: number;
  /** 1 to 3000 (documentation), unless the request type of the operation documents another limit. */
  readonly pageSize: number;
}

export interface UpstreamPage<T> {
  /** Can be shorter than requested on any page, because entries that cannot be read are omitted. */
  readonly items: readonly T[];
  /**
   * The number of entries in the whole list when this page was read, including entries that cannot be read. Only this
   * number shows where the list ends.
   */
  readonly total: number;
}

/** An app name and a stream name. The domain is the domain of the list. */
export interface StreamNames {
  readonly appName: string;
  readonly streamName: string;
}

/** A stream that is being published. Addresses of clients and servers, and the URL with its key, are not kept. */
export interface OnlineStream extends StreamNames {
  /** The domain to which the stream is published: the ingest domain, or the streaming domain for live center ingest. */
  readonly ingestDomain: string;
  readonly publishedAt: Date | undefined;
}

export interface ForbidListQuery extends PageRequest {
  readonly streamingDomain: string;
}

/** A request for streams of a streaming domain: all of them, or exactly one. */
export interface OnlineQuery extends PageRequest {
  readonly streamingDomain: string;
  readonly stream?: StreamNames | undefined;
}

export interface DomainQuery {
  readonly domainName: string;
}

/** The domains that belong to each other. */
export interface DomainGroup {
  /** The main streaming domain (type `vhost`); undefined if none is configured. */
  readonly streamingDomain: string | undefined;
  /** The domains of type `publish`. */
  readonly ingestDomains: readonly string[];
  /** The domains of type `play`. */
  readonly subStreamingDomains: readonly string[];
}

/** A request for domains of the account. `pageSize` is 1 to 50 (documentation). */
export interface UserDomainsQuery extends PageRequest {
  readonly kind: 'ingest' | 'streaming';
  /** A part of the name; undefined for all domains. */
  readonly search?: string | undefined;
}

/** A domain of the account. */
export interface UserDomain {
  /** In lower case. */
  readonly name: string;
  readonly kind: 'ingest' | 'streaming';
  /** Whether the domain serves streams. False while the domain is being configured or is switched off. */
  readonly isOnline: boolean;
}
