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
 * Starts a span, by default below the active one and now. Attributes are ids, codes and numbers; never a value of the
 * input, a name of a caller or a text of the upstream.
 *
 * @returns undefined where no SDK is registered, so that the spans below it need not be made
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

/** @param fault the code of the failure */
export function endSpan(span: Span, attributes: Attributes = {}, fault?: string): void {
  span.setAttributes(attributes);
  if (fault !== undefined) {
    span.setAttribute('error.type', fault);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end(toEpochMs(performance.now()));
}

/** The ids of a span as W3C Trace Context writes them. */
export function toTraceparent(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** The clock of the epoch is exact to 1 ms only. A larger difference to the monotonic clock is drift. */
const TOLERATED_DRIFT_MS = 5;
let epochMs = Date.now() - performance.now();

/**
 * Times of spans come from the monotonic clock, so that those of a trace keep their order. The SDK would read the clock
 * of the epoch for each span.
 * @param monotonicMs a value of `performance.now()`
 */
export function toEpochMs(monotonicMs: number): number {
  const present = Date.now() - performance.now();
  if (Math.abs(present - epochMs) > TOLERATED_DRIFT_MS) epochMs = present;
  return epochMs + monotonicMs;
}
