import { type StreamAddress } from '../address.js';
import { StreamError } from '../errors.js';
import { type RecentWrites } from './recent-writes.js';
import { type ReadDemand } from './shared-reads.js';
import { type CallContext } from '../upstream.js';
import { type Domains } from './domains.js';
import { type ForbidLists } from './forbid-lists.js';
import { eachGroup, type Found } from './found.js';
import { type OnlineLists } from './online-lists.js';

export type StreamStatus = 'ONLINE' | 'OFFLINE' | 'FORBIDDEN';

export interface StatusParts {
  readonly recentWrites: RecentWrites;
  readonly domains: Domains;
  readonly forbidLists: ForbidLists;
  readonly onlineLists: OnlineLists;
}

/**
 * Returns FORBIDDEN for a stream on the forbid list, otherwise the state from the online list. Both lists are read in
 * parallel, because reading them in sequence takes twice as long.
 */
export async function readStatus(
  streams: readonly StreamAddress[],
  call: CallContext,
  { recentWrites, domains, forbidLists, onlineLists }: StatusParts,
  demand?: ReadDemand,
): Promise<readonly Found<StreamStatus>[]> {
  // A stream with a recent forbid through this gateway needs no call, so its status cannot fail.
  const groupOf = (stream: StreamAddress): string =>
    recentWrites.isForbidden(stream) === true ? '' : stream.domainName;
  return eachGroup<StreamAddress, StreamStatus>(streams, groupOf, async (ingestDomain, members) => {
    if (ingestDomain === '') return members.map(() => 'FORBIDDEN');
    const pair = await domains.pairOf(ingestDomain, call);
    const isKnown = members.every((stream) => recentWrites.isForbidden(stream) !== undefined);
    const [forbidden, online] = await Promise.all([
      isKnown ? [] : forbidLists.has(pair, members, call, demand),
      onlineLists.find(pair, members, call, demand),
    ]);
    return online.map((published, index) => {
      if (forbidden[index] === true) return 'FORBIDDEN';
      if (published instanceof StreamError) return published;
      return published === undefined ? 'OFFLINE' : 'ONLINE';
    });
  });
}
