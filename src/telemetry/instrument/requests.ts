import { type IncomingMessage, type ServerResponse } from 'node:http';
import { context, defaultTextMapGetter, SpanKind, trace } from '@opentelemetry/api';
import { endSpan, startSpan, toTraceparent } from '../span.js';
import { type Tracing } from '../tracing.js';

/** Answers a request. */
export type Endpoint = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Creates a span for each GraphQL request. Its parent is the active span if an embedding program traces its
 * server, and otherwise the trace in the headers. The answer has the ids in `traceresponse` (W3C Trace Context,
 * level 2 draft), so that a client without its own traces can report the trace of the request.
 */
export function traceRequests(endpoint: Endpoint, { tracer, propagator }: Tracing): Endpoint {
  return async (request, response) => {
    const active = context.active();
    const parent =
      trace.getSpan(active) === undefined
        ? propagator.extract(active, request.headers, defaultTextMapGetter)
        : active;
    const span = startSpan(tracer, 'graphql', { kind: SpanKind.SERVER }, parent);
    if (span === undefined) return endpoint(request, response);
    response.setHeader('traceresponse', toTraceparent(span));
    response.once('close', () => {
      const status = response.statusCode;
      const attributes = {
        'http.request.method': request.method,
        'http.response.status_code': status,
        correlationId: String(response.getHeader('x-correlation-id') ?? ''),
      };
      endSpan(
        span,
        attributes,
        response.writableFinished ? (status < 500 ? undefined : String(status)) : 'aborted',
      );
    });
    await context.with(trace.setSpan(parent, span), endpoint, undefined, request, response);
  };
}
