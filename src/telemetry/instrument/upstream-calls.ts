import { type CallTrace } from '../../stream/call-trace.js';
import { type StreamError, toStreamError } from '../../stream/errors.js';
import { OPERATIONS } from '../../stream/operations.js';
import { type CallContext, type UpstreamInterceptor, type UpstreamOperation } from '../../stream/upstream.js';
import { type CallMetrics } from '../metrics.js';
import { type Instruments } from './live-stream-service.js';
import { MeasuredCall } from './measured-call.js';

/**
 * Creates the interceptor before the guard. An action already has the trace of its service. Any other call gets
 * its own trace and its own log line: a read at debug, because one request may need many, and a setting at info.
 */
export function instrumentCalls(
  { logger, tracer }: Omit<Instruments, 'accounts'>,
  account: string,
): UpstreamInterceptor {
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
    send: (context: CallContext) => Promise<T>,
  ): Promise<T> => {
    const { kind } = OPERATIONS[operation];
    const trace = new MeasuredCall(tracer, `${kind} ${operation}`, operation, context);
    const tell = (failure?: StreamError): void => {
      const { correlationId, lane } = context;
      const line = { correlationId, account, operation, lane, ...trace.end(undefined, failure) };
      if (kind === 'read') logger.debug(line, 'read');
      else logger.info(line, 'account setting');
    };
    try {
      const value = await follow(trace, () => send({ ...context, trace }));
      tell();
      return value;
    } catch (thrown) {
      tell(toStreamError(thrown));
      throw thrown;
    }
  };
  return (next) => (operation, request, context) =>
    OPERATIONS[operation].kind === 'action'
      ? follow(context.trace, () => next(operation, request, context))
      : observe(operation, context, (to) => next(operation, request, to));
}

/** The end of one attempt. `upstreamCode` is the code of the upstream. */
export interface AttemptEnd {
  readonly failed: boolean;
  readonly upstreamCode: string | undefined;
}

export interface AttemptInstruments {
  /** The name of the account. */
  readonly account: string;
  readonly metrics: CallMetrics;
  readonly onAttempt: (end: AttemptEnd) => void;
}

/** Creates the interceptor after the guard, which observes every attempt. */
export function instrumentAttempts({ account, metrics, onAttempt }: AttemptInstruments): UpstreamInterceptor {
  return (next) => async (operation, request, context) => {
    const { trace } = context;
    trace?.sent();
    const startMs = performance.now();
    try {
      const value = await next(operation, request, context);
      trace?.answered();
      metrics.onUpstream(account, operation, 'SUCCEEDED', performance.now() - startMs);
      onAttempt(SUCCESS);
      return value;
    } catch (thrown) {
      const failure = toStreamError(thrown);
      trace?.answered(failure);
      const outcome = failure.outcome ?? 'UNKNOWN';
      metrics.onUpstream(account, operation, outcome, performance.now() - startMs);
      onAttempt({ failed: true, upstreamCode: failure.upstreamCode });
      throw thrown;
    }
  };
}

const SUCCESS: AttemptEnd = { failed: false, upstreamCode: undefined };
