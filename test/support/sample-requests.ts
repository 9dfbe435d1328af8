import { SecretText } from '../../src/stream/notify-messages.js';
import { type UpstreamOperation, type UpstreamRequest } from '../../src/stream/operations.js';

const address = { domainName: 'push.example.com', appName: 'live', streamName: 'match-44' };
const page = { pageNum: 2, pageSize: 7 };
const recent = { since: new Date(Date.now() - 3_600_000), before: new Date(Date.now() + 60_000) };
const streamingDomain = 'live.example.com';

/** Requests of each operation. Together they use every parameter that the gateway sends. */
const SAMPLE_REQUESTS: { readonly [O in UpstreamOperation]: readonly UpstreamRequest<O>[] } = {
  ResumeLiveStream: [address],
  ForbidLiveStream: [
    { address, order: { mode: 'UNTIL', until: new Date('2099-01-01T00:00:00Z') } },
    { address, order: { mode: 'CUT' } },
  ],
  DescribeLiveStreamsBlockList: [{ ...page, streamingDomain }],
  DescribeLiveStreamsOnlineList: [
    { ...page, streamingDomain },
    { ...page, pageNum: 1, streamingDomain, stream: { appName: 'live', streamName: 'match-44' } },
  ],
  DescribeLiveDomainMapping: [{ domainName: 'push.example.com' }],
  DescribeLiveUserDomains: [
    { ...page, kind: 'ingest' },
    { ...page, pageNum: 1, kind: 'streaming', search: 'brand' },
  ],
  DescribeLiveStreamsNotifyUrlConfig: [{ domainName: 'push.example.com' }],
  SetLiveStreamsNotifyUrlConfig: [
    {
      domainName: 'push.example.com',
      settings: {
        notifyUrl: new SecretText('https://hooks.example.com/callbacks/live/s3cret-of-16-chars'),
        exceptionNotifyUrl: new SecretText('https://hooks.example.com/exceptions'),
        authKey: new SecretText('key0123456789abcdef'),
      },
    },
  ],
  DeleteLiveStreamsNotifyUrlConfig: [{ domainName: 'push.example.com' }],
  DescribeLiveStreamsNotifyRecords: [
    { ...page, domainName: 'push.example.com', ...recent, result: 'failed' },
  ],
};

/** Returns the requests of an operation that is known only at run time. */
export function samplesOf(operation: UpstreamOperation): readonly never[] {
  return SAMPLE_REQUESTS[operation] as readonly never[];
}
