import { randomUUID } from 'node:crypto';
import { type Config } from '../config/config.js';
import { type Secrets } from '../config/secrets.js';
import { PROTOCOL_CODES } from '../graphql/errors.js';
import { type LiveStreamService } from '../stream/live-stream-service.js';
import { ERROR_CODES } from '../stream/error-codes.js';
import { OPERATIONS, OPERATIONS_IN_USE } from '../stream/operations.js';
import { type UpstreamInterceptor } from '../stream/upstream.js';
import { createTracing } from '../telemetry/create-tracing.js';
import { type Logger } from '../telemetry/logger.js';
import { createMetrics, type GatewayInfo, type Metrics } from '../telemetry/metrics.js';
import { type Tracing } from '../telemetry/tracing.js';
import { instrumentLiveStreamService } from '../telemetry/instrument/live-stream-service.js';
import { createCredentialWatch } from '../telemetry/instrument/credential-watch.js';
import { observeLedgerWrites } from '../telemetry/instrument/ledger.js';
import { type Endpoint, traceRequests } from '../telemetry/instrument/requests.js';
import { instrumentAttempts, instrumentCalls } from '../telemetry/instrument/upstream-calls.js';

/** The instrumentation that wraps the parts of the gateway; the parts do not depend on it. */
export interface Telemetry {
  readonly metrics: Metrics;
  /** Behind the guard: each attempt. */
  readonly attempts: UpstreamInterceptor;
  /** In front of the guard: each call. */
  readonly calls: UpstreamInterceptor;
  service(service: LiveStreamService): LiveStreamService;
  readonly onLedgerWrite: ReturnType<typeof observeLedgerWrites>;
  requests(endpoint: Endpoint): Endpoint;
  /** @throws Error while the upstream rejects the credentials */
  checkCredentials(): void;
  close(): Promise<void>;
}

export async function createTelemetry(
  config: Config,
  secrets: Secrets,
  logger: Logger,
  info: GatewayInfo,
): Promise<Telemetry> {
  const labels = {
    operations: OPERATIONS_IN_USE,
    actions: OPERATIONS_IN_USE.filter((operation) => OPERATIONS[operation].kind === 'action'),
    codes: Object.keys(ERROR_CODES),
    protocolCodes: PROTOCOL_CODES,
    outcomes: ['SUCCEEDED', 'NOT_SENT', 'REJECTED', 'UNKNOWN'],
  };
  const metrics = createMetrics(labels, info);
  const tracing = await createAppTracing(config, secrets, logger);
  const credentials = createCredentialWatch();
  const observers = { logger, metrics: metrics.calls, tracer: tracing.tracer };
  return {
    metrics,
    attempts: instrumentAttempts({ ...observers, onAttempt: credentials.onAttempt }),
    calls: instrumentCalls(observers),
    service: (service) => instrumentLiveStreamService(service, observers),
    onLedgerWrite: observeLedgerWrites(observers),
    requests: (endpoint) => traceRequests(endpoint, tracing),
    checkCredentials: () => {
      credentials.check();
    },
    close: () => tracing.close(),
  };
}

function createAppTracing({ telemetry }: Config, { otlpHeaders }: Secrets, logger: Logger): Promise<Tracing> {
  if (telemetry.traces === undefined) return createTracing(undefined);
  const { resource, ...traces } = telemetry.traces;
  return createTracing({
    ...traces,
    resource: { ...resource, 'service.instance.id': resource['service.instance.id'] ?? randomUUID() },
    headers: otlpHeaders,
    onFault: () => {
      logger.warn('traces cannot be sent');
    },
  });
}
