import { type CallContext, type LiveUpstream, type UpstreamOperation } from '../stream/upstream.js';
import { type Guard } from './guard.js';

/** The upstream, every call of which passes the guard. */
export function guardUpstream(upstream: LiveUpstream, guard: Guard): LiveUpstream {
  const run = <T>(
    operation: UpstreamOperation,
    context: CallContext,
    joinKey: string | undefined,
    attempt: (context: CallContext) => Promise<T>,
    retryableAfterSending = true,
  ): Promise<T> =>
    guard.run({
      operation,
      context,
      joinKey,
      retryableAfterSending,
      attempt: (signal) => attempt({ ...context, signal }),
    });
  return {
    // Names hold no "/", so that no two addresses have one key; "*" is an app's name like any other here.
    resume: (address, context) =>
      run(
        'ResumeLiveStream',
        context,
        `${address.domainName}/${address.appName}/${address.streamName}`,
        (to) => upstream.resume(address, to),
      ),
    // Not joined: a cut acts anew each time, and two ends are seldom the same. A cut is never sent twice.
    forbid: (address, order, context) =>
      run(
        'ForbidLiveStream',
        context,
        undefined,
        (to) => upstream.forbid(address, order, to),
        order.mode === 'UNTIL',
      ),
    listForbidden: (query, context) =>
      run(
        'DescribeLiveStreamsBlockList',
        context,
        `${query.streamingDomain}/${query.pageNum}/${query.pageSize}`,
        (to) => upstream.listForbidden(query, to),
      ),
    listOnline: (query, context) => {
      const { streamingDomain, stream, pageNum, pageSize } = query;
      const names = stream === undefined ? '' : `${stream.appName}/${stream.streamName}`;
      return run(
        'DescribeLiveStreamsOnlineList',
        context,
        `${streamingDomain}/${names}/${pageNum}/${pageSize}`,
        (to) => upstream.listOnline(query, to),
      );
    },
    mapDomain: (domainName, context) =>
      run('DescribeLiveDomainMapping', context, domainName, (to) => upstream.mapDomain(domainName, to)),
  };
}
