import { type CallTrace } from '../../stream/call-trace.js';
import { type StreamError, toStreamError } from '../../stream/errors.js';
import { type CallContext, type LiveUpstream, type UpstreamOperation } from '../../stream/upstream.js';
import { type CallMetrics } from '../metrics.js';
import { type Instruments } from './live-stream-service.js';
import { MeasuredCall } from './measured-call.js';

/**
 * In front of the guard. Actions come with the trace that their service has laid; a read gets its own, and its line at
 * debug, since one request may need many.
 */
export function instrumentCalls(upstream: LiveUpstream, { logger, tracer }: Instruments): LiveUpstream {
  const follow = async <T>(trace: CallTrace | undefined, send: () => Promise<T>): Promise<T> => {
    trace?.queued();
    try {
      const value = await send();
      trace?.ended();
      return value;
    } catch (thrown) {
      trace?.ended(toStreamError(thrown));
      throw thrown;
    }
  };
  const observe = async <T>(
    operation: UpstreamOperation,
    context: CallContext,
    read: (context: CallContext) => Promise<T>,
  ): Promise<T> => {
    const trace = new MeasuredCall(tracer, `read ${operation}`, operation, context);
    const tell = (failure?: StreamError): void => {
      const { correlationId, lane } = context;
      logger.debug({ correlationId, operation, lane, ...trace.end(undefined, failure) }, 'read');
    };
    try {
      const value = await follow(trace, () => read({ ...context, trace }));
      tell();
      return value;
    } catch (thrown) {
      tell(toStreamError(thrown));
      throw thrown;
    }
  };
  return {
    resume: (address, context) => follow(context.trace, () => upstream.resume(address, context)),
    forbid: (address, order, context) =>
      follow(context.trace, () => upstream.forbid(address, order, context)),
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

export interface AttemptInstruments {
  readonly metrics: CallMetrics;
  readonly onAttempt: (end: AttemptEnd) => void;
}

/** Behind the guard: every single call, as it leaves and comes back. */
export function instrumentAttempts(
  upstream: LiveUpstream,
  { metrics, onAttempt }: AttemptInstruments,
): LiveUpstream {
  const observe = async <T>(
    operation: UpstreamOperation,
    { trace }: CallContext,
    send: () => Promise<T>,
  ): Promise<T> => {
    trace?.sent();
    const startMs = performance.now();
    try {
      const value = await send();
      trace?.answered();
      metrics.onUpstream(operation, 'SUCCEEDED', performance.now() - startMs);
      onAttempt(SUCCESS);
      return value;
    } catch (thrown) {
      const failure = toStreamError(thrown);
      trace?.answered(failure);
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
