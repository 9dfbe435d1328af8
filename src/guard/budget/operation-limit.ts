/** A limit of the upstream for one account: at most `limit` calls of `operation` in any window of `windowMs`. */
export interface OperationLimit {
  /** The name of the operation at the upstream, for example `ResumeLiveStream`. */
  readonly operation: string;
  /** Calls per window, an integer. 0 lifts the budget: all calls pass at once. */
  readonly limit: number;
  readonly windowMs: number;
}

/**
 * The most slots of a budget. A budget has one slot for each call of its window and stores, sorts and sends all slots.
 */
const MOST_SLOTS = 250;

/**
 * Converts a limit with very many calls per window into a limit with a shorter window. For example, 10,000 calls per
 * minute become 250 calls per 1.5 s. A long window consists of whole short windows, so the account's limit still holds.
 * Only the largest possible burst becomes smaller.
 */
export function toWorkableLimit({ operation, limit, windowMs }: OperationLimit): OperationLimit {
  const parts = Math.ceil(limit / MOST_SLOTS);
  if (parts <= 1) return { operation, limit, windowMs };
  return { operation, limit: Math.floor(limit / parts), windowMs: windowMs / parts };
}

/** The share of one replica while replicas cannot communicate. Its rate is never more than limit ÷ replicas. */
export function toReplicaShare(
  { operation, limit, windowMs }: OperationLimit,
  replicas: number,
): OperationLimit {
  const share = Math.floor(limit / replicas);
  if (share >= 1 || limit === 0) return { operation, limit: share, windowMs };
  return { operation, limit: 1, windowMs: Math.ceil((windowMs * replicas) / limit) };
}
