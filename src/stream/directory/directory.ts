import { type AccountRouting, SINGLE_ACCOUNT } from '../account.js';
import { type StreamAddress } from '../address.js';
import { RecentWrites } from './recent-writes.js';
import { type OnAction } from '../live-stream-service.js';
import { type CallContext, type LiveUpstream, type OnlineStream } from '../upstream.js';
import { type Clock, systemClock } from '../clock.js';
import { inTime } from './deadline.js';
import { type AccountDomains, DomainList } from './domain-list.js';
import { Domains } from './domains.js';
import { ForbidLists } from './forbid-lists.js';
import { isForbidden } from './is-forbidden.js';
import { each, eachGroup, type Found } from './found.js';
import { OnlineLists } from './online-lists.js';
import { readStatus, type StreamStatus } from './read-status.js';
import { type ReadDemand } from './shared-reads.js';
import { type StreamList } from './stream-list.js';

/**
 * The time to add to the deadline of a read. A call that is out of time fails with an error that has a reason and
 * `retryAfterMs`. The added time lets this error arrive first.
 */
const GRACE_MS = 100;

export type { AccountDomains } from './domain-list.js';

export interface DirectoryOptions {
  readonly upstream: LiveUpstream;
  /** The routing from domains to accounts. Default: one account for all domains. */
  readonly accounts?: AccountRouting | undefined;
  /** The longest time for one read, from domain mapping to the last page. */
  readonly requestTimeoutMs: number;
  readonly clock?: Clock | undefined;
}

/** An ingest domain of an account. */
export interface IngestDomain {
  readonly name: string;
  /** Undefined if the ingest domain is bound to no streaming domain. It then has no lists. */
  readonly streamingDomain: string | undefined;
}

/**
 * Reads streams and domains from the upstream with as few calls as possible. Equal reads share one call and are cached:
 * lists of streams for 2 s, the list of domains for 60 s and domain mappings for 10 min, counted from the time of the
 * call. A stale list does not override what this gateway itself did in the last 5 s.
 *
 * The caller of these methods must check names, convert domains to lower case and authorize. Errors: DOMAIN_NOT_FOUND,
 * BAD_USER_INPUT (rule `ingestDomain`, path `domainName`, see domain-path.ts) for a domain of another kind,
 * OPERATION_NOT_ALLOWED for a domain without a streaming domain, UPSTREAM_TIMEOUT after `requestTimeoutMs`, and the errors of the upstream calls.
 */
export interface Directory {
  /** Returns the domains in order. */
  findDomains(names: readonly string[], call: CallContext): Promise<readonly Found<IngestDomain>[]>;
  /**
   * Returns the ingest domains of the accounts, not filtered by grants: in lower case, sorted by code units, without
   * duplicates.
   * @param accounts the names of the accounts to read; default: all accounts
   * @throws StreamError if no account's list can be read
   */
  listIngestDomains(call: CallContext, accounts?: readonly string[]): Promise<AccountDomains>;
  /**
   * Returns the status of each stream, in order. A recent forbid through this gateway needs no call.
   * @param demand the maximum age of the lists, measured with the directory's clock
   */
  readStatus(
    streams: readonly StreamAddress[],
    call: CallContext,
    demand?: ReadDemand,
  ): Promise<readonly Found<StreamStatus>[]>;
  /** Returns the streams that are being published, in order; undefined for a stream that is not. */
  readOnline(
    streams: readonly StreamAddress[],
    call: CallContext,
  ): Promise<readonly Found<OnlineStream | undefined>[]>;
  /**
   * Returns whether the stream is on the forbid list. With "*", it returns whether a stream of this name is on the list
   * under any app. The result is undefined if the stream is listed and several ingest domains share the list, because
   * the list does not contain the ingest domain.
   */
  isForbidden(stream: StreamAddress, call: CallContext): Promise<boolean | undefined>;
  listForbidden(ingestDomain: string, call: CallContext): Promise<StreamList>;
  listOnline(ingestDomain: string, call: CallContext): Promise<StreamList<OnlineStream>>;
  /** Records an action in the directory as soon as its success is known. */
  readonly onAction: OnAction;
}

export function createDirectory({
  upstream,
  accounts = SINGLE_ACCOUNT,
  requestTimeoutMs,
  clock = systemClock,
}: DirectoryOptions): Directory {
  const recentWrites = new RecentWrites(() => clock.now());
  const domains = new Domains(upstream, accounts, clock);
  const domainList = new DomainList(upstream, accounts, clock);
  const forbidLists = new ForbidLists(upstream, recentWrites, clock);
  const onlineLists = new OnlineLists({ upstream, recentWrites, clock });

  const parts = { recentWrites, domains, forbidLists, onlineLists };

  const timed = <T>(call: CallContext, run: (call: CallContext) => Promise<T>): Promise<T> =>
    inTime(call, requestTimeoutMs + GRACE_MS, clock, run);
  return {
    findDomains: (names, call) =>
      timed(call, (to) =>
        each(names, async (name) => {
          const { streamingDomain } = await domains.find(name, to);
          return { name, streamingDomain };
        }),
      ),

    listIngestDomains: (call, names) => timed(call, (to) => domainList.read(to, names)),

    readStatus: (streams, call, demand) => timed(call, (to) => readStatus(streams, to, parts, demand)),

    readOnline: (streams, call) =>
      timed(call, (to) =>
        eachGroup(
          streams,
          ({ domainName }) => domainName,
          async (ingestDomain, members) =>
            onlineLists.find(await domains.pairOf(ingestDomain, to), members, to),
        ),
      ),

    isForbidden: (stream, call) => timed(call, (to) => isForbidden(stream, to, parts)),

    listForbidden: (ingestDomain, call) =>
      timed(call, async (to) => forbidLists.list(await domains.pairOf(ingestDomain, to), to)),

    listOnline: (ingestDomain, call) =>
      timed(call, async (to) => onlineLists.list(await domains.pairOf(ingestDomain, to), to)),

    onAction: recentWrites.note,
  };
}
