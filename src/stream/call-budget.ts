/** The state of the budget of one operation: how many calls the gateway can make now. */
export interface OperationBudget {
  /** The name of the upstream operation, such as `ResumeLiveStream`. */
  readonly operation: string;
  /** The upstream's limit in calls per second, as configured in this gateway. */
  readonly limit: number;
  /** The current rate in calls per second. It is below the limit for some time after the upstream throttled a call. */
  readonly perSecond: number;
  /** The number of calls that can be made immediately. */
  readonly available: number;
  /** The number of calls that wait for a permit, in all known replicas. */
  readonly waiting: number;
  /** The time in milliseconds until a call that starts now can get a permit; 0 if there is no wait. */
  readonly retryAfterMs: number;
}

/** The budget of one account for one operation. */
export interface CallBudget extends OperationBudget {
  /** The name of the account. */
  readonly account: string;
}

/**
 * Reads every budget without using a permit.
 * @throws StreamError STORE_UNAVAILABLE if the shared store of the replicas cannot be reached
 */
export type ReadCallBudgets = () => Promise<readonly CallBudget[]>;
