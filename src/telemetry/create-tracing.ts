import { propagation, trace } from '@opentelemetry/api';
import { type OtlpOptions } from './otlp-options.js';
import { SCOPE, type Tracing } from './tracing.js';

/**
 * Creates the tracing. With options, an SDK of the gateway exports spans. Its packages are loaded only here, so
 * that a gateway without traces does not load them.
 *
 * Without options, spans go to the SDK that an embedding program has registered. If there is none, the tracer of
 * the API does nothing.
 */
export async function createTracing(options: OtlpOptions | undefined): Promise<Tracing> {
  if (options === undefined)
    return { tracer: trace.getTracer(SCOPE), propagator: propagation, close: () => Promise.resolve() };
  const [{ createOtlpTracing }, { createOtlpExporter }] = await Promise.all([
    import('./otlp-tracing.js'),
    import('./otlp-exporter.js'),
  ]);
  return createOtlpTracing(options, await createOtlpExporter(options));
}
