import {
  type Attributes,
  type Context,
  context,
  INVALID_TRACEID,
  type Span,
  type SpanOptions,
  SpanStatusCode,
  type Tracer,
} from '@opentelemetry/api';

/**
 * Starts a span, by default now and as a child of the active span. Attributes are ids, codes and numbers, and
 * never a value from the input, the name of a caller or a text of the upstream.
 *
 * @returns undefined if no SDK is registered, so that no child spans are created
 */
export function startSpan(
  tracer: Tracer,
  name: string,
  options: SpanOptions = {},
  parent: Context = context.active(),
): Span | undefined {
  const startTime = options.startTime ?? toEpochMs(performance.now());
  const span = tracer.startSpan(name, { ...options, startTime }, parent);
  return span.spanContext().traceId === INVALID_TRACEID ? undefined : span;
}

/**
 * Ends a span.
 * @param fault the code of the failure
 */
export function endSpan(span: Span, attributes: Attributes = {}, fault?: string): void {
  span.setAttributes(attributes);
  if (fault !== undefined) {
    span.setAttribute('error.type', fault);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end(toEpochMs(performance.now()));
}

/** Returns the ids of a span in the format of W3C Trace Context. */
export function toTraceparent(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/**
 * The largest difference between the clocks that is not drift, in milliseconds. The wall clock has a resolution
 * of 1 ms.
 */
const TOLERATED_DRIFT_MS = 5;
let epochMs = Date.now() - performance.now();

/**
 * Converts a time of the monotonic clock to the wall clock. The times of all spans come from the monotonic
 * clock, so that the spans of a trace keep their order. The SDK would read the wall clock for each span.
 * @param monotonicMs a value of `performance.now()`
 */
export function toEpochMs(monotonicMs: number): number {
  const present = Date.now() - performance.now();
  if (Math.abs(present - epochMs) > TOLERATED_DRIFT_MS) epochMs = present;
  return epochMs + monotonicMs;
}
