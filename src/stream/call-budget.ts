/** What is left of the calls that the upstream allows one account for one operation, at one moment. */
export interface OperationBudget {
  /** The upstream's name, `ResumeLiveStream`. */
  readonly operation: string;
  /** How many calls a second the upstream's limit allows, as this gateway is set. */
  readonly limit: number;
  /** The present rate; less than the limit for a while after the upstream throttled. */
  readonly perSecond: number;
  /** How many calls could be made at once. */
  readonly available: number;
  /** How many calls wait for a permit, in all known replicas. */
  readonly waiting: number;
  /** When a call that starts now could have a permit, in ms from now; 0 for at once. */
  readonly retryAfterMs: number;
}

/** A budget of one account. */
export interface CallBudget extends OperationBudget {
  /** The name of the account. */
  readonly account: string;
}

/**
 * Looks at every budget without spending any of it.
 * @throws StreamError STORE_UNAVAILABLE where the replicas' shared store cannot be reached
 */
export type ReadCallBudgets = () => Promise<readonly CallBudget[]>;
