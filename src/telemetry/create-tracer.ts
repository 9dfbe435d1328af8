import { type Tracer, type TracerOptions } from './tracer.js';

/** OpenTelemetry's packages are loaded here and nowhere else, so that a gateway without traces starts without them. */
export async function createTracer(options: TracerOptions): Promise<Tracer> {
  const [{ createOtlpTracer }, { createOtlpExporter }] = await Promise.all([
    import('./otlp-tracer.js'),
    import('./otlp-exporter.js'),
  ]);
  return createOtlpTracer(options, await createOtlpExporter(options));
}
