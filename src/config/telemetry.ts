import { type Config } from './config.js';
import { type Env } from './env.js';

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_DELAY_MS = 5_000;

/** Returns the export of traces from the variables of OpenTelemetry. Without an endpoint, traces are not exported. */
export function toTelemetry(env: Env): Config['telemetry'] {
  const url = toTracesUrl(env);
  if (url === undefined || env.OTEL_SDK_DISABLED === true || env.OTEL_TRACES_EXPORTER === 'none')
    return { traces: undefined };
  return {
    traces: {
      url,
      protocol: env.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ?? env.OTEL_EXPORTER_OTLP_PROTOCOL ?? 'http/json',
      timeoutMs:
        env.OTEL_EXPORTER_OTLP_TRACES_TIMEOUT ?? env.OTEL_EXPORTER_OTLP_TIMEOUT ?? DEFAULT_TIMEOUT_MS,
      resource: {
        'service.name': 'apsara-live-gateway',
        ...env.OTEL_RESOURCE_ATTRIBUTES,
        ...(env.OTEL_SERVICE_NAME !== undefined && { 'service.name': env.OTEL_SERVICE_NAME }),
      },
      sampler: env.OTEL_TRACES_SAMPLER ?? 'parentbased_always_on',
      ratio: env.OTEL_TRACES_SAMPLER_ARG ?? 1,
      scheduleDelayMs: env.OTEL_BSP_SCHEDULE_DELAY ?? DEFAULT_DELAY_MS,
    },
  };
}

/** Returns the headers of exports. The headers for traces take precedence over the common headers. */
export function toOtlpHeaders(env: Env): Readonly<Record<string, string>> {
  return { ...env.OTEL_EXPORTER_OTLP_HEADERS, ...env.OTEL_EXPORTER_OTLP_TRACES_HEADERS };
}

/**
 * Returns the URL for traces. The URL for traces is used unchanged, and the common URL is a base (OTLP exporter
 * specification).
 */
function toTracesUrl(env: Env): string | undefined {
  const base = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  return (
    env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? (base && `${base.endsWith('/') ? base : `${base}/`}v1/traces`)
  );
}
