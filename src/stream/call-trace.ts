import { type StreamError } from './errors.js';

/** Follows one call on its way, for logs, metrics and traces alone: nothing decides by it. */
export interface CallTrace {
  /** W3C `traceparent` of the attempt under way; undefined where no trace is kept. */
  readonly traceparent: string | undefined;
  /** From now on the call waits until it may be sent. */
  queued(): void;
  /** An attempt leaves; one at a time. */
  sent(): void;
  /** The attempt has ended; without a failure it succeeded. */
  answered(failure?: StreamError): void;
  /** The call has ended for its caller. An answer may still arrive. */
  ended(failure?: StreamError): void;
}
