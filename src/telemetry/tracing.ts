import { type TextMapPropagator, type Tracer } from '@opentelemetry/api';

/** The name of the instrumentation scope of all spans of the gateway. */
export const SCOPE = 'apsara-live-gateway';

/** The destination of spans, and the propagator that reads the trace of a request from its headers. */
export interface Tracing {
  readonly tracer: Tracer;
  readonly propagator: Pick<TextMapPropagator, 'extract'>;
  /** Sends the remaining spans, if the receiver accepts them in time. */
  close(): Promise<void>;
}
