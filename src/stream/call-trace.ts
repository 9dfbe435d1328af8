import { type StreamError } from './errors.js';

/** Observes one call for logs, metrics and traces. No decision depends on it. */
export interface CallTrace {
  /** The W3C `traceparent` of the current attempt; undefined if tracing is off. */
  readonly traceparent: string | undefined;
  /** The call starts to wait until it may be sent. */
  queued(): void;
  /** An attempt is sent. Only one attempt is in progress at a time. */
  sent(): void;
  /** The attempt has ended. It succeeded if there is no failure. */
  answered(failure?: StreamError): void;
  /** The call has ended for its caller. An answer can still arrive later. */
  ended(failure?: StreamError): void;
}
