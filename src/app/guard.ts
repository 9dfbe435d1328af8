import { type AccountConfig } from '../config/account-config.js';
import { type Config } from '../config/config.js';
import { createAccountPermits } from '../guard/budget/permit-store.account.js';
import { type OperationLimit } from '../guard/budget/operation-limit.js';
import { type PermitStore } from '../guard/budget/permit-store.js';
import { createGuard, type Guard } from '../guard/guard.js';
import { type Store } from '../store/open-store.js';
import { type Logger } from '../telemetry/logger.js';
import { type AccountGuardMetrics } from '../telemetry/metrics.js';
import { type Overrides } from './overrides.js';
import { toShared } from './store.js';

const WINDOW_MS = 1_000;

export interface GuardParts {
  readonly store: Store;
  readonly metrics: AccountGuardMetrics;
  /** The store of permits if no other process uses them. */
  readonly permits: PermitStore;
  readonly logger: Logger;
  readonly overrides: Overrides;
}

/** Creates the guard of one account with its budgets, its metrics and its log lines. */
export function createAppGuard(
  config: Config,
  { name, budgets }: AccountConfig,
  { store, metrics, permits, logger, overrides }: GuardParts,
): Guard {
  const guard = createGuard({
    limits: toLimits(budgets),
    requestTimeoutMs: config.requestTimeoutMs,
    permits,
    observer: {
      ...metrics,
      onBreaker: ({ state }) => {
        metrics.onBreaker({ state });
        logger.warn({ account: name, state }, 'the circuit breaker has changed its state');
      },
    },
    ...toShared(config, store.permits && createAccountPermits(store.permits, name)),
    ...overrides.guard,
  });
  metrics.watchQueues(() => guard.waiting());
  return guard;
}

export function toLimits(budgets: AccountConfig['budgets']): OperationLimit[] {
  return Object.entries(budgets).map(([operation, perSecond]) => toLimit(operation, perSecond));
}

/** Returns the limit of an operation. A rate below one call per second becomes one call in a longer window. */
function toLimit(operation: string, perSecond: number): OperationLimit {
  if (perSecond === 0 || Number.isInteger(perSecond))
    return { operation, limit: perSecond, windowMs: WINDOW_MS };
  const limit = Math.max(1, Math.floor(perSecond));
  return { operation, limit, windowMs: Math.ceil((limit / perSecond) * WINDOW_MS) };
}
