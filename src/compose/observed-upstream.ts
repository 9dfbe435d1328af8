import { type CallTrail } from '../stream/call-trail.js';
import { type StreamError, toStreamError } from '../stream/errors.js';
import { type CallContext, type LiveUpstream, type UpstreamOperation } from '../stream/upstream.js';
import { type CallMetrics } from '../telemetry/metrics.js';
import { type Observers } from './observed-control.js';
import { startSpan, Trail } from './observed-trail.js';

/**
 * In front of the guard. Actions come with the trail that their control has laid; a read gets its own, and its line at
 * debug, since one request may need many.
 */
export function observeCalls(upstream: LiveUpstream, { logger, tracer }: Observers): LiveUpstream {
  const follow = async <T>(trail: CallTrail | undefined, send: () => Promise<T>): Promise<T> => {
    trail?.wait();
    try {
      const value = await send();
      trail?.stop();
      return value;
    } catch (thrown) {
      trail?.stop(toStreamError(thrown));
      throw thrown;
    }
  };
  const observe = async <T>(
    operation: UpstreamOperation,
    context: CallContext,
    read: (context: CallContext) => Promise<T>,
  ): Promise<T> => {
    const trail = new Trail(operation, startSpan(tracer, `read ${operation}`, context));
    const tell = (failure?: StreamError): void => {
      const { correlationId, lane } = context;
      logger.debug({ correlationId, operation, lane, ...trail.end(undefined, failure) }, 'read');
    };
    try {
      const value = await follow(trail, () => read({ ...context, trail }));
      tell();
      return value;
    } catch (thrown) {
      tell(toStreamError(thrown));
      throw thrown;
    }
  };
  return {
    resume: (address, context) => follow(context.trail, () => upstream.resume(address, context)),
    forbid: (address, order, context) =>
      follow(context.trail, () => upstream.forbid(address, order, context)),
    listForbidden: (query, context) =>
      observe('DescribeLiveStreamsBlockList', context, (to) => upstream.listForbidden(query, to)),
    listOnline: (query, context) =>
      observe('DescribeLiveStreamsOnlineList', context, (to) => upstream.listOnline(query, to)),
    mapDomain: (name, context) =>
      observe('DescribeLiveDomainMapping', context, (to) => upstream.mapDomain(name, to)),
  };
}

/** How one attempt ended; `upstreamCode` is the upstream's own word. */
export interface AttemptEnd {
  readonly failed: boolean;
  readonly upstreamCode: string | undefined;
}

export interface AttemptObservers {
  readonly metrics: CallMetrics;
  readonly onAttempt: (end: AttemptEnd) => void;
}

/** Behind the guard: every single call, as it leaves and comes back. */
export function observeAttempts(
  upstream: LiveUpstream,
  { metrics, onAttempt }: AttemptObservers,
): LiveUpstream {
  const observe = async <T>(
    operation: UpstreamOperation,
    { trail }: CallContext,
    send: () => Promise<T>,
  ): Promise<T> => {
    trail?.depart();
    const startMs = performance.now();
    try {
      const value = await send();
      trail?.land();
      metrics.onUpstream(operation, 'SUCCEEDED', performance.now() - startMs);
      onAttempt(SUCCESS);
      return value;
    } catch (thrown) {
      const failure = toStreamError(thrown);
      trail?.land(failure);
      metrics.onUpstream(operation, failure.outcome ?? 'UNKNOWN', performance.now() - startMs);
      onAttempt({ failed: true, upstreamCode: failure.upstreamCode });
      throw thrown;
    }
  };
  return {
    resume: (address, context) =>
      observe('ResumeLiveStream', context, () => upstream.resume(address, context)),
    forbid: (address, order, context) =>
      observe('ForbidLiveStream', context, () => upstream.forbid(address, order, context)),
    listForbidden: (query, context) =>
      observe('DescribeLiveStreamsBlockList', context, () => upstream.listForbidden(query, context)),
    listOnline: (query, context) =>
      observe('DescribeLiveStreamsOnlineList', context, () => upstream.listOnline(query, context)),
    mapDomain: (name, context) =>
      observe('DescribeLiveDomainMapping', context, () => upstream.mapDomain(name, context)),
  };
}

const SUCCESS: AttemptEnd = { failed: false, upstreamCode: undefined };
