import { toWholeSecond } from '../../stream/notify-messages.js';
import { type RecordSession, toContext } from './session.js';

const LIST_PAGE = 3_000;
/** The list has at most 10,000 entries. */
const MAX_PAGES = 4;

/** Returns whether the stream is in the forbid list. */
export async function isForbidden({
  probe,
  stream,
  signal,
  known: { streamingDomain },
}: RecordSession): Promise<boolean> {
  for (let pageNum = 1; pageNum <= MAX_PAGES; pageNum += 1) {
    const query = { streamingDomain, pageNum, pageSize: LIST_PAGE };
    const page = await probe.live.call('DescribeLiveStreamsBlockList', query, toContext(signal));
    const isListed = page.items.some(
      ({ appName, streamName }) => appName === stream.appName && streamName === stream.streamName,
    );
    if (isListed) return true;
    if (page.total <= pageNum * LIST_PAGE) return false;
  }
  return false;
}

export async function isOnAir({
  probe,
  stream: { appName, streamName },
  signal,
  known: { streamingDomain },
}: RecordSession): Promise<boolean> {
  const query = { streamingDomain, stream: { appName, streamName }, pageNum: 1, pageSize: 100 };
  const { items } = await probe.live.call('DescribeLiveStreamsOnlineList', query, toContext(signal));
  return items.length > 0;
}

/** Returns whether callbacks are set up for the domain. */
export async function hasCallbacks({
  probe,
  stream: { domainName },
  signal,
}: RecordSession): Promise<boolean> {
  const settings = await probe.live.call(
    'DescribeLiveStreamsNotifyUrlConfig',
    { domainName },
    toContext(signal),
  );
  return settings !== undefined;
}

const MINUTE_MS = 60_000;

/** Returns whether a callback has reported the end of the stream since a time. */
export async function wasEndCalledBack(
  { probe, stream, signal }: RecordSession,
  since: Date,
): Promise<boolean> {
  const query = {
    domainName: stream.domainName,
    since: toWholeSecond(since),
    before: toWholeSecond(Date.now() + MINUTE_MS),
    pageNum: 1,
    pageSize: 500,
  };
  const { items } = await probe.live.call('DescribeLiveStreamsNotifyRecords', query, toContext(signal));
  return items.some(
    ({ appName, streamName, type }) =>
      appName === stream.appName && streamName === stream.streamName && type === 'publish_done',
  );
}
