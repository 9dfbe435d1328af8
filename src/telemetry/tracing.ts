import { type TextMapPropagator, type Tracer } from '@opentelemetry/api';

/** The name of the gateway's spans as an instrumentation scope. */
export const SCOPE = 'apsara-live-gateway';

/** Where spans go, and how the trace of a request is read from its headers. */
export interface Tracing {
  readonly tracer: Tracer;
  readonly propagator: Pick<TextMapPropagator, 'extract'>;
  /** Sends what is left, as long as the receiver takes it in time. */
  close(): Promise<void>;
}
