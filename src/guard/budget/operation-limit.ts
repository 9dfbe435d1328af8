/** What the upstream allows one account: at most `limit` calls of `operation` in any window of `windowMs`. */
export interface OperationLimit {
  /** The upstream's name, `ResumeLiveStream`. */
  readonly operation: string;
  /** Calls per window, a whole number. 0 lifts the budget: every call passes at once. */
  readonly limit: number;
  readonly windowMs: number;
}

/** A budget remembers every call of its window; this many are quick to store, to sort and to send about. */
const MOST_SLOTS = 250;

/**
 * The same limit over a shorter window where the window holds very many calls: 10,000 a minute become 250 per
 * 1.5 s. Any long window is covered by whole short ones, so the account's limit holds all the more; only the
 * largest possible burst shrinks.
 */
export function toWorkableLimit({ operation, limit, windowMs }: OperationLimit): OperationLimit {
  const parts = Math.ceil(limit / MOST_SLOTS);
  if (parts <= 1) return { operation, limit, windowMs };
  return { operation, limit: Math.floor(limit / parts), windowMs: windowMs / parts };
}

/** One replica's share of a limit where the replicas cannot speak to each other. Never more than limit ÷ replicas. */
export function toReplicaShare(
  { operation, limit, windowMs }: OperationLimit,
  replicas: number,
): OperationLimit {
  const share = Math.floor(limit / replicas);
  if (share >= 1 || limit === 0) return { operation, limit: share, windowMs };
  return { operation, limit: 1, windowMs: Math.ceil((windowMs * replicas) / limit) };
}
