import { type CallContext } from '../stream/upstream.js';

/**
 * Checks for each job that waits for a call whether the call may still be sent. Rejects with a StreamError if not.
 */
export type SendCheck = () => Promise<void>;

/** A call to the upstream that the guard makes. */
export interface GuardedCall<T> {
  /** The upstream operation, for example `ResumeLiveStream`. It must have a limit. */
  readonly operation: string;
  readonly context: CallContext;
  /**
   * Calls with the same key that wait at the same time become one call. The key contains all parameters of the call.
   */
  readonly joinKey?: string | undefined;
  /** Calls with the same key can undo one another. They are sent in the order in which they were requested. */
  readonly orderKey?: string | undefined;
  /** Whether sending the call twice has the same effect as once. False if each call acts again, such as a cut. */
  readonly retryableAfterSending: boolean;
  /**
   * Makes the call once. Rejects with a StreamError that has the outcome. Stops when the signal aborts. `sendCheck`
   * must be called right before the call is sent. It is undefined if the call needs no check. `onSent` must be called
   * when the call is sent. It notifies each caller that waits for the call.
   */
  readonly attempt: (signal: AbortSignal, sendCheck: SendCheck | undefined, onSent: () => void) => Promise<T>;
}
