import { toAddressKey } from '../stream/address.js';
import { toStreamKey } from '../stream/directory/stream-list.js';
import { type CallContext, type LiveUpstream, type UpstreamOperation } from '../stream/upstream.js';
import { type SendCheck, type GuardedCall } from './guarded-call.js';
import { type Guard } from './guard.js';
import { sendRefusedError } from './errors.js';
import { checkRepeats } from './repeat-check.js';

/**
 * The upstream, every call of which passes the guard. Actions on one stream are sent in the order in which they were
 * requested. "*" is an app's name like any other here: a resume of every app is not ordered with what is done to one of
 * them meanwhile.
 */
export function guardUpstream(upstream: LiveUpstream, guard: Guard): LiveUpstream {
  const run = <T>(
    operation: UpstreamOperation,
    context: CallContext,
    joinKey: string | undefined,
    attempt: (context: CallContext) => Promise<T>,
    how: Partial<Pick<GuardedCall<T>, 'orderKey' | 'retryableAfterSending'>> = {},
  ): Promise<T> => {
    const send = (signal: AbortSignal): Promise<T> => {
      context.onSent?.();
      return attempt({ ...context, signal });
    };
    const { mayRepeat } = context;
    const checked = mayRepeat === undefined ? undefined : checkRepeats(operation, mayRepeat, send);
    return guard.run({
      operation,
      context,
      joinKey,
      retryableAfterSending: true,
      ...how,
      attempt: (signal, sendCheck) => {
        if (sendCheck !== undefined) return sendChecked({ operation, sendCheck, signal, send });
        return (checked ?? send)(signal);
      },
    });
  };
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

interface CheckedCall<T> {
  readonly operation: string;
  readonly sendCheck: SendCheck;
  readonly signal: AbortSignal;
  readonly send: (signal: AbortSignal) => Promise<T>;
}

async function sendChecked<T>({ operation, sendCheck, signal, send }: CheckedCall<T>): Promise<T> {
  await sendCheck();
  if (signal.aborted) throw sendRefusedError(operation);
  return send(signal);
}
