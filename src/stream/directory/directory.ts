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

/** A call that is out of time reports the reason and `retryAfterMs`: its error comes first. */
const GRACE_MS = 100;

export type { AccountDomains } from './domain-list.js';

export interface DirectoryOptions {
  readonly upstream: LiveUpstream;
  /** Which account a domain belongs to. Default: one account for all. */
  readonly accounts?: AccountRouting | undefined;
  /** How long one read may take in all, from domain mapping to the last page. */
  readonly requestTimeoutMs: number;
  readonly clock?: Clock | undefined;
}

/** An ingest domain of an account. */
export interface IngestDomain {
  readonly name: string;
  /** Undefined where the ingest domain is bound to none; it has no lists then. */
  readonly streamingDomain: string | undefined;
}

/**
 * What the upstream knows of streams and domains, read with as few calls as can be: equal reads share one call and are
 * cached (lists of streams 2 s, the list of domains 60 s, domain mappings 10 min, counted from when they were requested).
 * What this gateway itself did in the last 5 s is not contradicted by a list that lags.
 *
 * Names are checked and in lower case before; callers are authorized. Errors: DOMAIN_NOT_FOUND, BAD_USER_INPUT (rule
 * `ingestDomain`) for a domain of another kind, OPERATION_NOT_ALLOWED for one without a streaming domain,
 * UPSTREAM_TIMEOUT after `requestTimeoutMs`, and whatever the upstream's answers mean.
 */
export interface Directory {
  /** In order; the path of a violation is `name`. */
  findDomains(names: readonly string[], call: CallContext): Promise<readonly Found<IngestDomain>[]>;
  /**
   * The ingest domains of the accounts, not filtered by grants: in lower case, in the order of code units, each once.
   * @param accounts the names of the accounts to read; default all of them
   * @throws StreamError where the list of no account can be read
   */
  listIngestDomains(call: CallContext, accounts?: readonly string[]): Promise<AccountDomains>;
  /**
   * What each of the streams is doing, in order. A forbid of our own that is young needs no call for it.
   * @param demand how old the lists may be, by the directory's clock
   */
  readStatus(
    streams: readonly StreamAddress[],
    call: CallContext,
    demand?: ReadDemand,
  ): Promise<readonly Found<StreamStatus>[]>;
  /** What is on air of the streams, in order; undefined for what is not. */
  readOnline(
    streams: readonly StreamAddress[],
    call: CallContext,
  ): Promise<readonly Found<OnlineStream | undefined>[]>;
  /**
   * Whether the stream is on the forbid list; with "*", whether a stream of its name is under any app. Undefined where
   * it is listed and several ingest domains share the list, which does not tell them apart.
   */
  isForbidden(stream: StreamAddress, call: CallContext): Promise<boolean | undefined>;
  listForbidden(ingestDomain: string, call: CallContext): Promise<StreamList>;
  listOnline(ingestDomain: string, call: CallContext): Promise<StreamList<OnlineStream>>;
  /** Records an action in the directory, as soon as its success is known. */
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
          const { streamingDomain } = await domains.find(name, 'name', to);
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
            onlineLists.find(await domains.pairOf(ingestDomain, 'domainName', to), members, to),
        ),
      ),

    isForbidden: (stream, call) => timed(call, (to) => isForbidden(stream, to, parts)),

    listForbidden: (ingestDomain, call) =>
      timed(call, async (to) => forbidLists.list(await domains.pairOf(ingestDomain, 'name', to), to)),

    listOnline: (ingestDomain, call) =>
      timed(call, async (to) => onlineLists.list(await domains.pairOf(ingestDomain, 'name', to), to)),

    onAction: recentWrites.note,
  };
}
