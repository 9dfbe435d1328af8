import { type Config } from '../config/config.js';
import { createGuard, type Guard } from '../guard/guard.js';
import { type Store } from '../store/open-store.js';
import { type Logger } from '../telemetry/logger.js';
import { type Metrics } from '../telemetry/metrics.js';
import { type Overrides } from './overrides.js';
import { toShared } from './store.js';

const WINDOW_MS = 1_000;

export interface GuardParts {
  readonly store: Store;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly overrides: Overrides;
}

/** The guard with the configured budgets, observed by metrics and log. */
export function createAppGuard(config: Config, { store, metrics, logger, overrides }: GuardParts): Guard {
  const guard = createGuard({
    limits: Object.entries(config.budgets).map(([operation, perSecond]) => toLimit(operation, perSecond)),
    requestTimeoutMs: config.requestTimeoutMs,
    observer: {
      ...metrics.guard,
      onBreaker: ({ state }) => {
        metrics.guard.onBreaker({ state });
        logger.warn({ state }, 'breaker');
      },
    },
    ...toShared(config, store.permits),
    ...overrides.guard,
  });
  metrics.guard.watchQueues(() => guard.waiting());
  return guard;
}

/** A fraction of a call per second is one call in a longer window. */
function toLimit(
  operation: string,
  perSecond: number,
): { operation: string; limit: number; windowMs: number } {
  if (perSecond === 0 || Number.isInteger(perSecond))
    return { operation, limit: perSecond, windowMs: WINDOW_MS };
  const limit = Math.max(1, Math.floor(perSecond));
  return { operation, limit, windowMs: Math.ceil((limit / perSecond) * WINDOW_MS) };
}
