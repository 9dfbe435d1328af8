import { type CallContext, type Lane } from '../stream/upstream.js';

/** One call to the upstream that the guard is to make. */
export interface GuardedCall<T> {
  /** The upstream operation, `ResumeLiveStream`; it must have a limit. */
  readonly operation: string;
  readonly context: CallContext;
  /** Calls of one key that wait at the same time become one call. The key says everything the call depends on. */
  readonly joinKey?: string | undefined;
  /** Calls of one key undo one another: they are sent in the order they were asked for. */
  readonly orderKey?: string | undefined;
  /** Whether sending it twice is as good as once. False for what acts anew each time, such as cutting a stream. */
  readonly retryableAfterSending: boolean;
  /**
   * Makes the call once, in the lane that it has come to. Rejects with a StreamError that says the outcome; stops
   * when the signal aborts.
   */
  readonly attempt: (signal: AbortSignal, lane: Lane) => Promise<T>;
}
