import type { StreamAddress } from './address.js';
import { type CallTrace } from './call-trace.js';

/** The operations of ApsaraVideo Live (API 2016-11-01) that the gateway calls. */
export type UpstreamOperation =
  | 'ResumeLiveStream'
  | 'ForbidLiveStream'
  | 'DescribeLiveStreamsBlockList'
  | 'DescribeLiveStreamsOnlineList'
  | 'DescribeLiveDomainMapping';

/**
 * Which queue a call waits in. `interactive`: a person waits for the answer. `bulk`: a job works through a list
 * and yields to people.
 */
export type Lane = 'interactive' | 'bulk';

/** What travels with a call from the edge to the upstream. */
export interface CallContext {
  /** The gateway's id of the request that caused the call; on every log line of it. */
  readonly correlationId: string;
  /** Aborted when the client has gone or the gateway gives up. */
  readonly signal: AbortSignal;
  readonly lane: Lane;
  /**
   * Called right before each attempt of a job's call: whether it may still be sent. If not, it ends as NOT_SENT, with
   * the StreamError that this check rejects with, if it does.
   */
  readonly maySend?: (() => Promise<boolean>) | undefined;
  /**
   * Called right before each attempt but the first, unless `maySend` is set: whether the call may still be repeated.
   */
  readonly mayRepeat?: (() => Promise<boolean>) | undefined;
  /** Called when an attempt is sent to the upstream: from then on it may take effect. */
  readonly onSent?: (() => void) | undefined;
  /** Absent where calls are not observed. */
  readonly trace?: CallTrace | undefined;
}

/** The upstream's confirmation that it accepted the call. */
export interface Receipt {
  /** Alibaba's RequestId, never empty. */
  readonly requestId: string;
}

/**
 * `UNTIL`: cut and listed until then, in whole seconds; always an explicit end, since upstream's default has moved
 * from "for ever" to six months. `CUT`: cut only, the encoder may connect again at once (`Oneshot=yes`).
 */
export type ForbidOrder = { readonly mode: 'UNTIL'; readonly until: Date } | { readonly mode: 'CUT' };

/** One page of a list, from 1. */
export interface PageRequest {
  readonly pageNum: number;
  /** 1 to 3000 (documentation). */
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

/** Which streams of a streaming domain are meant: all, or exactly one. */
export interface OnlineQuery extends PageRequest {
  readonly streamingDomain: string;
  readonly stream?: StreamNames | undefined;
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

/**
 * ApsaraVideo Live as the domain sees it. Every method is one call that either resolves with a trustworthy
 * success or rejects with a StreamError; adapters and guards alike implement it.
 */
export interface LiveUpstream {
  /**
   * Lifts a forbid. Sets a state, so repeating it is harmless. `appName` "*" means every app of the domain.
   * Source: ResumeLiveStream, API 2016-11-01; 30 calls per second and account.
   */
  resume(address: StreamAddress, call: CallContext): Promise<Receipt>;
  /**
   * Cuts a stream and, for `UNTIL`, keeps it out. `appName` "*" is not documented and never sent.
   * Source: ForbidLiveStream; 20 calls per second and account.
   */
  forbid(address: StreamAddress, order: ForbidOrder, call: CallContext): Promise<Receipt>;
  /** A page of the forbid list. Source: DescribeLiveStreamsBlockList; 50 per second, no filter, no order. */
  listForbidden(
    query: PageRequest & { readonly streamingDomain: string },
    call: CallContext,
  ): Promise<UpstreamPage<StreamNames>>;
  /**
   * A page of what is being published, without transcodes. Source: DescribeLiveStreamsOnlineList with
   * QueryType=strict and StreamType=raw; 10,000 per minute.
   */
  listOnline(query: OnlineQuery, call: CallContext): Promise<UpstreamPage<OnlineStream>>;
  /** The group of any domain. Source: DescribeLiveDomainMapping; 500 per minute. */
  mapDomain(domainName: string, call: CallContext): Promise<DomainGroup>;
}
