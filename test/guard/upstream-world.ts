import { createGuard, type GuardOptions } from '../../src/guard/guard.js';
import { guardUpstream } from '../../src/guard/guarded-upstream.js';
import { OPERATIONS as TABLE } from '../../src/stream/operations.js';
import { type StreamError } from '../../src/stream/errors.js';
import {
  type CallContext,
  type Lane,
  type LiveUpstream,
  type UpstreamCall,
  type UpstreamOperation,
  type UpstreamRequest,
} from '../../src/stream/upstream.js';
import { VirtualClock } from '../support/virtual-clock.js';

export const A = { domainName: 'push.example.com', appName: 'live', streamName: 'a' };
export const B = { ...A, streamName: 'b' };
export const UNTIL = { mode: 'UNTIL', until: new Date('2099-01-01T00:00:00Z') } as const;
export const CUT = { mode: 'CUT' } as const;
export const PAGE = { pageNum: 1, pageSize: 50, streamingDomain: 'live.example.com' };
export const SECOND = { limit: 30, windowMs: 1000 };
export const OPERATIONS = Object.keys(TABLE);

/** Names the calls of each operation in the tests. */
const toName: { readonly [O in UpstreamOperation]: (request: UpstreamRequest<O>) => string } = {
  ResumeLiveStream: ({ appName, streamName }) => `resume ${appName}/${streamName}`,
  ForbidLiveStream: ({ address, order }) => `${order.mode} ${address.appName}/${address.streamName}`,
  DescribeLiveStreamsBlockList: ({ pageNum }) => `forbidden ${pageNum}`,
  DescribeLiveStreamsOnlineList: ({ pageNum, stream }) => `online ${pageNum} ${stream?.streamName ?? ''}`,
  DescribeLiveDomainMapping: ({ domainName }) => `map ${domainName}`,
  DescribeLiveUserDomains: ({ kind, search, pageNum }) => `domains ${kind} ${search ?? ''} ${pageNum}`,
  DescribeLiveStreamsNotifyUrlConfig: ({ domainName }) => `callbacks ${domainName}`,
  SetLiveStreamsNotifyUrlConfig: ({ domainName }) => `set callbacks ${domainName}`,
  DeleteLiveStreamsNotifyUrlConfig: ({ domainName }) => `delete callbacks ${domainName}`,
  DescribeLiveStreamsNotifyRecords: ({ domainName, pageNum }) => `records ${domainName} ${pageNum}`,
};

/** Creates a guarded upstream. The test decides when a call is answered. */
export function createUpstreamWorld(options: Partial<GuardOptions> = {}) {
  const clock = new VirtualClock(1000);
  const sent: string[] = [];
  const open: { name: string; resolve: (value: unknown) => void; reject: (error: StreamError) => void }[] =
    [];
  const arrive = <T>(name: string): Promise<T> => {
    sent.push(name);
    return new Promise<T>((resolve, reject) => {
      open.push({ name, resolve: resolve as (value: unknown) => void, reject });
    });
  };
  const call: UpstreamCall = (operation, request) => arrive(toName[operation](request));
  const guard = createGuard({
    limits: OPERATIONS.map((operation) => ({ operation, ...SECOND })),
    requestTimeoutMs: 10_000,
    clock,
    retry: { random: () => 0.5 },
    ...options,
  });
  return {
    clock,
    sent,
    guard,
    live: { call: guardUpstream(guard)(call) } satisfies LiveUpstream,
    call: (lane: Lane = 'interactive', signal = new AbortController().signal): CallContext => ({
      correlationId: 'test',
      signal,
      lane,
    }),
    /** Ends the oldest open call of that name and waits for its direct effects. */
    end: async (name: string, how: StreamError | object = { requestId: 'R' }): Promise<void> => {
      const index = open.findIndex((one) => one.name === name);
      const [found] = open.splice(index, index < 0 ? 0 : 1);
      if (found === undefined) throw new Error(`${name} is not under way`);
      if (how instanceof Error) found.reject(how);
      else found.resolve(how);
      await clock.settle();
    },
  };
}
