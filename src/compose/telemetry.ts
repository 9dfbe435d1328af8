import { randomUUID } from 'node:crypto';
import { type Config } from '../config/config.js';
import { type Secrets } from '../config/secrets.js';
import { PROTOCOL_CODES } from '../graphql/problem.js';
import { type Control } from '../stream/control.js';
import { ERROR_CODES } from '../stream/error-codes.js';
import { type Ledger } from '../stream/ledger.js';
import { type LiveUpstream } from '../stream/upstream.js';
import { createTracer } from '../telemetry/create-tracer.js';
import { type Logger } from '../telemetry/logger.js';
import { createMetrics, type GatewayInfo, type Metrics } from '../telemetry/metrics.js';
import { type Tracer } from '../telemetry/tracer.js';
import { observeControl } from './observed-control.js';
import { createCredentialWatch } from './observed-credentials.js';
import { observeLedger } from './observed-ledger.js';
import { type Endpoint, traceRequests } from './observed-requests.js';
import { observeAttempts, observeCalls } from './observed-upstream.js';

/** Whoever looks on, put around the parts; the parts know nothing of it. */
export interface Telemetry {
  readonly metrics: Metrics;
  /** Behind the guard: each attempt. */
  attempts(upstream: LiveUpstream): LiveUpstream;
  /** In front of the guard: each call. */
  calls(upstream: LiveUpstream): LiveUpstream;
  control(control: Control): Control;
  ledger(ledger: Ledger): Ledger;
  requests(endpoint: Endpoint): Endpoint;
  /** @throws Error while the upstream rejects the credentials */
  checkCredentials(): void;
  close(): Promise<void>;
}

export async function composeTelemetry(
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
  const tracer = await composeTracer(config, secrets, logger);
  const credentials = createCredentialWatch();
  const observers = { logger, metrics: metrics.calls, tracer };
  return {
    metrics,
    attempts: (upstream) => observeAttempts(upstream, { ...observers, onAttempt: credentials.onAttempt }),
    calls: (upstream) => observeCalls(upstream, observers),
    control: (control) => observeControl(control, observers),
    ledger: (ledger) => observeLedger(ledger, observers),
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
async function composeTracer(
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
