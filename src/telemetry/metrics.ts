import { Counter, Gauge, Histogram, Registry } from 'prom-client';

const PREFIX = 'apsara_live_gateway';
const BREAKER_STATES = ['closed', 'open', 'half-open'] as const;
/** From a permit that was free to the longest that a request waits by default. */
const WAIT_SECONDS = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10];

/** What the guard tells, counted. Labels come from closed sets, so that no client can make series without end. */
export interface GuardMetrics {
  onPermit(event: { operation: string; lane: string; waitMs: number }): void;
  onRefused(event: { operation: string; lane: string; code: string }): void;
  onJoined(event: { operation: string }): void;
  onRetry(event: { operation: string; code: string }): void;
  onThrottled(event: { operation: string }): void;
  onBreaker(event: { state: string }): void;
}

export interface Metrics {
  readonly guard: GuardMetrics;
  /** The answer of `GET /metrics` in Prometheus’ text format. */
  page(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** Metrics in a registry of their own, so that several gateways can live in one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
  ): Counter<Label> => new Counter({ name: `${PREFIX}_${name}_total`, help, labelNames, registers });
  const waits = new Histogram({
    name: `${PREFIX}_permit_wait_seconds`,
    help: 'How long calls waited for their permit.',
    labelNames: ['operation', 'lane'],
    buckets: WAIT_SECONDS,
    registers,
  });
  const refused = counter('permits_refused', 'Calls that got no permit.', ['operation', 'lane', 'code']);
  const joined = counter('calls_joined', 'Requests that shared a call of another that still waited.', [
    'operation',
  ]);
  const retries = counter('retries', 'Attempts that were repeated, by what they ended with.', [
    'operation',
    'code',
  ]);
  const throttled = counter('throttled', 'Calls that the upstream throttled although the budget held.', [
    'operation',
  ]);
  const breaker = new Gauge({
    name: `${PREFIX}_breaker_state`,
    help: '1 for the state the circuit breaker is in.',
    labelNames: ['state'],
    registers,
  });
  const enter = (entered: string): void => {
    for (const state of BREAKER_STATES) breaker.set({ state }, state === entered ? 1 : 0);
  };
  enter('closed');
  return {
    guard: {
      onPermit: ({ operation, lane, waitMs }) => {
        waits.observe({ operation, lane }, waitMs / 1000);
      },
      onRefused: ({ operation, lane, code }) => {
        refused.inc({ operation, lane, code });
      },
      onJoined: ({ operation }) => {
        joined.inc({ operation });
      },
      onRetry: ({ operation, code }) => {
        retries.inc({ operation, code });
      },
      onThrottled: ({ operation }) => {
        throttled.inc({ operation });
      },
      onBreaker: ({ state }) => {
        enter(state);
      },
    },
    page: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}
