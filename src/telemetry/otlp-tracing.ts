import { context, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { waitWithin } from '../stream/wait-within.js';
import { type OtlpOptions } from './otlp-options.js';
import { createSampler } from './sampler.js';
import { toleratingFaults } from './tolerant-exporter.js';
import { SCOPE, type Tracing } from './tracing.js';

/** The end of a process does not wait longer for a receiver that hangs. */
const CLOSE_MS = 2_000;

/** Exports spans in batches. The provider is not registered globally, so that a process may have several. */
export function createOtlpTracing(options: OtlpOptions, exporter: SpanExporter): Tracing {
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
  ensureContextManager();
  return {
    tracer: provider.getTracer(SCOPE),
    propagator: new W3CTraceContextPropagator(),
    close: () => shutDown(provider),
  };
}

/**
 * The API has one context manager for the whole process, and it stays. It only carries values along, so that one that
 * the embedding program or another gateway has registered serves as well.
 */
function ensureContextManager(): void {
  const key = createContextKey('probe');
  const isCarried = context.with(
    ROOT_CONTEXT.setValue(key, true),
    () => context.active().getValue(key) === true,
  );
  if (!isCarried) context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
}

/** Lost spans are reported by the exporter. */
async function shutDown(provider: TracerProvider): Promise<void> {
  try {
    await waitWithin(
      { timeoutMs: CLOSE_MS },
      () => provider.shutdown(),
      () => new Error('late'),
    );
  } catch {
    // The process ends all the same.
  }
}
