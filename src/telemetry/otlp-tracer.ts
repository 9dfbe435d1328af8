import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type Span as OtelSpan,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer as OtelTracer,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { createSampler } from './sampler.js';
import { toleratingFaults } from './tolerant-exporter.js';
import { type Span, type SpanFields, type SpanOptions, type Tracer, type TracerOptions } from './tracer.js';

const SCOPE = 'apsara-live-gateway';
/** The end of a process does not wait longer for a receiver that hangs. */
const CLOSE_MS = 2_000;

/** Exports spans in batches. Registers nothing globally, so that several tracers can live in one process. */
export function createOtlpTracer(options: TracerOptions, exporter: SpanExporter): Tracer {
  const { timeoutMs, scheduleDelayMs, onFault } = options;
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ ...options.resource })),
    sampler: createSampler(options.sampler, options.ratio),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: toleratingFaults(exporter, onFault),
        scheduledDelayMillis: scheduleDelayMs,
        exportTimeoutMillis: timeoutMs,
      }),
    ],
  });
  const tracer = provider.getTracer(SCOPE);
  const propagator = new W3CTraceContextPropagator();
  const begin = (name: string, kind: SpanKind, context: Context): OtlpSpan => {
    // Epoch and monotonic clock drift apart in a long run: each trace ties them together anew.
    const epochMs = Date.now() - performance.now();
    const span = tracer.startSpan(name, { kind, startTime: epochMs + performance.now() }, context);
    return new OtlpSpan(tracer, span, context, epochMs);
  };
  return {
    active: new AsyncLocalStorage<Span>(),
    request: (name, incoming) =>
      begin(name, SpanKind.SERVER, propagator.extract(ROOT_CONTEXT, incoming, defaultTextMapGetter)),
    root: (name, fields) => begin(name, SpanKind.INTERNAL, ROOT_CONTEXT).set(fields),
    close: () => inTime(provider.shutdown()),
  };
}

class OtlpSpan implements Span {
  readonly #tracer: OtelTracer;
  readonly #span: OtelSpan;
  readonly #context: Context;
  readonly #epochMs: number;

  constructor(tracer: OtelTracer, span: OtelSpan, context: Context, epochMs: number) {
    this.#tracer = tracer;
    this.#span = span;
    this.#context = trace.setSpan(context, span);
    this.#epochMs = epochMs;
  }

  get traceparent(): string {
    const { traceId, spanId, traceFlags } = this.#span.spanContext();
    return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
  }

  child(name: string, { kind, startMs = performance.now(), fields }: SpanOptions = {}): Span {
    const span = this.#tracer.startSpan(
      name,
      {
        kind: kind === 'client' ? SpanKind.CLIENT : SpanKind.INTERNAL,
        startTime: this.#epochMs + startMs,
        ...(fields !== undefined && { attributes: fields }),
      },
      this.#context,
    );
    return new OtlpSpan(this.#tracer, span, this.#context, this.#epochMs);
  }

  set(fields: SpanFields): this {
    this.#span.setAttributes(fields);
    return this;
  }

  end(fields?: SpanFields, fault?: string): void {
    if (fields !== undefined) this.set(fields);
    if (fault !== undefined) {
      this.#span.setAttribute('error.type', fault);
      this.#span.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.#span.end(this.#epochMs + performance.now());
  }
}

async function inTime(work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, CLOSE_MS);
  try {
    await Promise.race([work, promise]);
  } catch {
    // The exporter has already reported the lost spans.
  } finally {
    clearTimeout(timer);
  }
}
