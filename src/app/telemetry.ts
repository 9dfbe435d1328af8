import { randomUUID } from 'node:crypto';
import { CALLBACK_REASONS } from '../event/callback-reasons.js';
import { type Config } from '../config/config.js';
import { type Secrets } from '../config/secrets.js';
import { type AccountRouting } from '../stream/account.js';
import { PROTOCOL_CODES } from '../graphql/errors.js';
import { type LiveStreamService } from '../stream/live-stream-service.js';
import { ERROR_CODES } from '../stream/error-codes.js';
import { OPERATIONS, OPERATIONS_IN_USE } from '../stream/operations.js';
import { type UpstreamInterceptor } from '../stream/upstream.js';
import { createTracing } from '../telemetry/create-tracing.js';
import { type Logger } from '../telemetry/logger.js';
import {
  type AccountGuardMetrics,
  createMetrics,
  type GatewayInfo,
  type Metrics,
} from '../telemetry/metrics.js';
import { type Tracing } from '../telemetry/tracing.js';
import { instrumentLiveStreamService } from '../telemetry/instrument/live-stream-service.js';
import { createCredentialWatch } from '../telemetry/instrument/credential-watch.js';
import { observeLedgerWrites } from '../telemetry/instrument/ledger.js';
import { type Endpoint, traceRequests } from '../telemetry/instrument/requests.js';
import { instrumentAttempts, instrumentCalls } from '../telemetry/instrument/upstream-calls.js';

/** The instrumentation that wraps the parts of the gateway. The parts do not depend on it. */
export interface Telemetry {
  readonly metrics: Metrics;
  /**
   * Creates the telemetry of an account.
   * @param name the name of the account
   */
  account(name: string): AccountTelemetry;
  service(service: LiveStreamService, accounts: AccountRouting): LiveStreamService;
  readonly onLedgerWrite: ReturnType<typeof observeLedgerWrites>;
  requests(endpoint: Endpoint): Endpoint;
  close(): Promise<void>;
}

/** The telemetry of the calls of one account. */
export interface AccountTelemetry {
  readonly guard: AccountGuardMetrics;
  /** Observes each call, before the guard. */
  readonly calls: UpstreamInterceptor;
  /** Observes each attempt, after the guard. */
  readonly attempts: UpstreamInterceptor;
  /**
   * Checks the credentials.
   * @throws Error while the upstream rejects the credentials
   */
  checkCredentials(): void;
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
    callbackReasons: CALLBACK_REASONS,
    outcomes: ['SUCCEEDED', 'NOT_SENT', 'REJECTED', 'UNKNOWN'],
  };
  const metrics = createMetrics(labels, info);
  const tracing = await createAppTracing(config, secrets, logger);
  const observers = { logger, metrics: metrics.calls, tracer: tracing.tracer };
  return {
    metrics,
    account(account) {
      const credentials = createCredentialWatch();
      return {
        guard: metrics.guard.of(account),
        calls: instrumentCalls(observers, account),
        attempts: instrumentAttempts({ ...observers, account, onAttempt: credentials.onAttempt }),
        checkCredentials: () => {
          credentials.check();
        },
      };
    },
    service: (service, accounts) => instrumentLiveStreamService(service, { ...observers, accounts }),
    onLedgerWrite: observeLedgerWrites(observers),
    requests: (endpoint) => traceRequests(endpoint, tracing),
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
