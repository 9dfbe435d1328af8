import { toAddressKey } from '../stream/address.js';
import { StreamError } from '../stream/errors.js';
import { toStreamKey } from '../stream/directory/stream-list.js';
import { type CallContext, type LiveUpstream, type UpstreamOperation } from '../stream/upstream.js';
import { type GuardedCall } from './call.js';
import { type Guard } from './guard.js';

/**
 * The upstream, every call of which passes the guard. What is done to one stream is done in the order asked. "*" is an
 * app's name like any other here: a resume of every app is not ordered with what is done to one of them meanwhile.
 */
export function guardUpstream(upstream: LiveUpstream, guard: Guard): LiveUpstream {
  const run = <T>(
    operation: UpstreamOperation,
    context: CallContext,
    joinKey: string | undefined,
    attempt: (context: CallContext) => Promise<T>,
    how: Partial<Pick<GuardedCall<T>, 'orderKey' | 'retryableAfterSending'>> = {},
  ): Promise<T> =>
    guard.run({
      operation,
      context,
      joinKey,
      retryableAfterSending: true,
      ...how,
      attempt: (signal, lane) => {
        const send = (): Promise<T> => {
          context.onSent?.();
          return attempt({ ...context, signal });
        };
        // Where a person wants the same by now, it is no longer the job's to say.
        return lane === 'bulk' && context.claim !== undefined
          ? sendClaimed({ operation, claim: context.claim, signal, send })
          : send();
      },
    });
  return {
    resume: (address, context) =>
      run('ResumeLiveStream', context, toAddressKey(address), (to) => upstream.resume(address, to), {
        orderKey: toAddressKey(address),
      }),
    // Not joined: a cut acts anew each time, and two ends are seldom the same. A cut is never sent twice.
    forbid: (address, order, context) =>
      run('ForbidLiveStream', context, undefined, (to) => upstream.forbid(address, order, to), {
        orderKey: toAddressKey(address),
        retryableAfterSending: order.mode === 'UNTIL',
      }),
    listForbidden: (query, context) =>
      run(
        'DescribeLiveStreamsBlockList',
        context,
        `${query.streamingDomain}/${query.pageNum}/${query.pageSize}`,
        (to) => upstream.listForbidden(query, to),
      ),
    listOnline: (query, context) => {
      const { streamingDomain, stream, pageNum, pageSize } = query;
      const names = stream === undefined ? '' : toStreamKey(stream);
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

interface ClaimedCall<T> {
  readonly operation: string;
  readonly claim: () => Promise<boolean>;
  readonly signal: AbortSignal;
  readonly send: () => Promise<T>;
}

/** Not tried again here: whoever claims knows best when there is use in it. */
async function sendClaimed<T>({ operation, claim, signal, send }: ClaimedCall<T>): Promise<T> {
  if (!(await claim()) || signal.aborted)
    throw new StreamError('RATE_LIMITED', { operation, outcome: 'NOT_SENT', retryable: false });
  return send();
}
