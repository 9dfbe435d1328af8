import { randomUUID } from 'node:crypto';
import { type Config } from '../config/config.js';
import { type Secrets } from '../config/secrets.js';
import { PROTOCOL_CODES } from '../graphql/errors.js';
import { type LiveStreamService } from '../stream/live-stream-service.js';
import { ERROR_CODES } from '../stream/error-codes.js';
import { type Ledger } from '../stream/ledger.js';
import { type LiveUpstream } from '../stream/upstream.js';
import { createTracer } from '../telemetry/create-tracer.js';
import { type Logger } from '../telemetry/logger.js';
import { createMetrics, type GatewayInfo, type Metrics } from '../telemetry/metrics.js';
import { type Tracer } from '../telemetry/tracer.js';
import { instrumentLiveStreamService } from '../telemetry/instrument/live-stream-service.js';
import { createCredentialWatch } from '../telemetry/instrument/credential-watch.js';
import { instrumentLedger } from '../telemetry/instrument/ledger.js';
import { type Endpoint, traceRequests } from '../telemetry/instrument/requests.js';
import { instrumentAttempts, instrumentCalls } from '../telemetry/instrument/upstream-calls.js';

/** The instrumentation that wraps the parts of the gateway; the parts do not depend on it. */
export interface Telemetry {
  readonly metrics: Metrics;
  /** Behind the guard: each attempt. */
  attempts(upstream: LiveUpstream): LiveUpstream;
  /** In front of the guard: each call. */
  calls(upstream: LiveUpstream): LiveUpstream;
  service(service: LiveStreamService): LiveStreamService;
  ledger(ledger: Ledger): Ledger;
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
    operations: Object.keys(config.budgets),
    actions: ['ResumeLiveStream', 'ForbidLiveStream'],
    codes: Object.keys(ERROR_CODES),
    protocolCodes: PROTOCOL_CODES,
    outcomes: ['SUCCEEDED', 'NOT_SENT', 'REJECTED', 'UNKNOWN'],
  };
  const metrics = createMetrics(labels, info);
  const tracer = await createAppTracer(config, secrets, logger);
  const credentials = createCredentialWatch();
  const observers = { logger, metrics: metrics.calls, tracer };
  return {
    metrics,
    attempts: (upstream) => instrumentAttempts(upstream, { ...observers, onAttempt: credentials.onAttempt }),
    calls: (upstream) => instrumentCalls(upstream, observers),
    service: (service) => instrumentLiveStreamService(service, observers),
    ledger: (ledger) => instrumentLedger(ledger, observers),
    requests: (endpoint) => traceRequests(endpoint, tracer),
    checkCredentials: () => {
      credentials.check();
    },
    close: async () => {
      await tracer?.close();
    },
  };
}

/** Undefined where no exporter is set. */
async function createAppTracer(
  { telemetry }: Config,
  { otlpHeaders }: Secrets,
  logger: Logger,
): Promise<Tracer | undefined> {
  if (telemetry.traces === undefined) return undefined;
  const { resource, ...traces } = telemetry.traces;
  return createTracer({
    ...traces,
    resource: { ...resource, 'service.instance.id': resource['service.instance.id'] ?? randomUUID() },
    headers: otlpHeaders,
    onFault: () => {
      logger.warn('traces cannot be sent');
    },
  });
}
