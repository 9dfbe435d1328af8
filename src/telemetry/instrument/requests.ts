import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Tracer } from '../tracer.js';

/** Answers one request. */
export type Endpoint = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Creates a span for each GraphQL request, in the trace of its client. The response carries the ids in `traceresponse`
 * (W3C Trace Context, level 2 draft), so that a client without traces of its own can still name the request's trace.
 */
export function traceRequests(endpoint: Endpoint, tracer: Tracer | undefined): Endpoint {
  if (tracer === undefined) return endpoint;
  return async (request, response) => {
    const span = tracer.request('graphql', request.headers);
    response.setHeader('traceresponse', span.traceparent);
    response.once('close', () => {
      const status = response.statusCode;
      const fields = {
        'http.request.method': request.method,
        'http.response.status_code': status,
        correlationId: String(response.getHeader('x-correlation-id') ?? ''),
      };
      span.end(fields, response.writableFinished ? (status < 500 ? undefined : String(status)) : 'aborted');
    });
    await tracer.active.run(span, endpoint, request, response);
  };
}
