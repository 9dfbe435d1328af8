import { type SpanExporter } from '@opentelemetry/sdk-trace';
import { type OtlpOptions } from './otlp-options.js';

/** Creates the official exporter for the protocol. Only the exporter that is used is loaded. */
export async function createOtlpExporter({
  protocol,
  url,
  headers,
  timeoutMs,
}: OtlpOptions): Promise<SpanExporter> {
  const { OTLPTraceExporter } =
    protocol === 'http/protobuf'
      ? await import('@opentelemetry/exporter-trace-otlp-proto')
      : await import('@opentelemetry/exporter-trace-otlp-http');
  return new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: timeoutMs });
}
