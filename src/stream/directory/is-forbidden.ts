import { type StreamAddress } from '../address.js';
import { ANY_APP } from '../names.js';
import { type CallContext } from '../upstream.js';
import { type Domains } from './domains.js';
import { type ForbidLists } from './forbid-lists.js';
import { type RecentWrites } from './recent-writes.js';

export interface ForbidListParts {
  readonly recentWrites: RecentWrites;
  readonly domains: Domains;
  readonly forbidLists: ForbidLists;
}

/**
 * Returns whether a stream is on the forbid list of its domain. With "*", it returns whether a stream of this name is
 * on the list under any app.
 * @returns undefined if the stream is listed and several ingest domains share the list, because the list does not
 * contain the ingest domain. Also undefined if the list still has a stream that was just resumed here: the list can be
 * late, or another caller has forbidden the stream again.
 */
export async function isForbidden(
  stream: StreamAddress,
  call: CallContext,
  { recentWrites, domains, forbidLists }: ForbidListParts,
): Promise<boolean | undefined> {
  const isAnyApp = stream.appName === ANY_APP;
  if (!isAnyApp && recentWrites.isForbidden(stream) === true) return true;
  const pair = await domains.pairOf(stream.domainName, call);
  const resumedAtMs = isAnyApp ? undefined : recentWrites.resumedAtMs(stream);
  if (resumedAtMs !== undefined) {
    const isListed = await forbidLists.isListed(pair, stream, call, { notBeforeMs: resumedAtMs });
    return isListed ? undefined : false;
  }
  const isListed = isAnyApp
    ? (await forbidLists.list(pair, call)).sorted.some(({ streamName }) => streamName === stream.streamName)
    : (await forbidLists.has(pair, [stream], call)).includes(true);
  if (!isListed) return false;
  const { ingestDomains } = await domains.find(stream.domainName, call);
  return ingestDomains.length > 1 ? undefined : true;
}
