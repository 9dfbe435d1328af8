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

/** The longest time that the end of a process waits for a receiver that hangs, in milliseconds. */
const CLOSE_MS = 2_000;

/**
 * Creates the tracing that exports spans in batches. The provider is not registered globally, so that a process
 * may have several.
 */
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
 * Registers a context manager if there is none. The API has one for the whole process, which cannot be removed.
 * It only propagates values, so one that an embedding program or another gateway has registered is also
 * suitable.
 */
function ensureContextManager(): void {
  const key = createContextKey('probe');
  const isCarried = context.with(
    ROOT_CONTEXT.setValue(key, true),
    () => context.active().getValue(key) === true,
  );
  if (!isCarried) context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
}

/** Shuts the provider down. The exporter reports lost spans. */
async function shutDown(provider: TracerProvider): Promise<void> {
  try {
    await waitWithin(
      { timeoutMs: CLOSE_MS },
      () => provider.shutdown(),
      () => new Error('late'),
    );
  } catch {
    // The process ends in any case.
  }
}
