import { type CallContext } from '../stream/upstream.js';

/**
 * Checks with the jobs that wait for a call whether it may still be sent. Rejects with a StreamError where it may not.
 */
export type SendCheck = () => Promise<void>;

/** One call to the upstream that the guard is to make. */
export interface GuardedCall<T> {
  /** The upstream operation, `ResumeLiveStream`; it must have a limit. */
  readonly operation: string;
  readonly context: CallContext;
  /** Calls of one key that wait at the same time become one call. The key contains everything the call depends on. */
  readonly joinKey?: string | undefined;
  /** Calls of one key undo one another: they are sent in the order in which they were requested. */
  readonly orderKey?: string | undefined;
  /** Whether sending it twice is as good as once. False for what acts anew each time, such as cutting a stream. */
  readonly retryableAfterSending: boolean;
  /**
   * Makes the call once. Rejects with a StreamError that has the outcome; stops when the signal aborts. `sendCheck`
   * must be called right before the call is sent; undefined where the call needs no check.
   */
  readonly attempt: (signal: AbortSignal, sendCheck: SendCheck | undefined) => Promise<T>;
}
