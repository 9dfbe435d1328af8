import { propagation, trace } from '@opentelemetry/api';
import { type OtlpOptions } from './otlp-options.js';
import { SCOPE, type Tracing } from './tracing.js';

/**
 * With options, spans are exported by an SDK of the gateway's own. Its packages are loaded here and nowhere else, so
 * that a gateway without traces starts without them.
 *
 * Without options, spans go to the SDK that the embedding program has registered. Where there is none, the tracer of
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
