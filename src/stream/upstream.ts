import { type CallTrace } from './call-trace.js';
import { type UpstreamOperation, type UpstreamRequest, type UpstreamResponse } from './operations.js';

export type { UpstreamOperation, UpstreamRequest, UpstreamResponse } from './operations.js';
export type {
  DomainGroup,
  ForbidOrder,
  OnlineQuery,
  OnlineStream,
  PageRequest,
  Receipt,
  StreamNames,
  UpstreamPage,
} from './upstream-messages.js';

/**
 * The queue in which a call waits. `interactive`: a person waits for the answer. `bulk`: a job works through a list.
 * Interactive calls have priority over bulk calls.
 */
export type Lane = 'interactive' | 'bulk';

/** The context that accompanies a call from the entry point to the upstream. */
export interface CallContext {
  /** The gateway's id of the request that caused the call. Every log line of the call contains it. */
  readonly correlationId: string;
  /** Aborts when the client disconnects or the gateway gives up. */
  readonly signal: AbortSignal;
  readonly lane: Lane;
  /** The name of the account that makes the call. It is found by the domain. Default: `default`. */
  readonly account?: string | undefined;
  /**
   * Called right before each attempt of a job's call. Returns whether the call may still be sent. If not, the call ends
   * as NOT_SENT. If the check rejects with a StreamError, the call ends with that error. If the call is sent for an
   * interactive caller in any case, it does not wait for this check and ignores its result.
   */
  readonly maySend?: (() => Promise<boolean>) | undefined;
  /**
   * Called right before each attempt after the first, unless `maySend` is set. Returns whether the call may still be
   * repeated.
   */
  readonly mayRepeat?: (() => Promise<boolean>) | undefined;
  /**
   * Called when an attempt is sent to the upstream, also if another caller requested it first and this one joined. From
   * then on, the call can take effect.
   */
  readonly onSent?: (() => void) | undefined;
  /** Absent if calls are not observed. */
  readonly trace?: CallTrace | undefined;
}

/**
 * Makes one call of an operation. It resolves if the upstream confirmed the call. Otherwise it rejects with a
 * StreamError. The table of operations defines the types of request and response.
 */
export type UpstreamCall = <O extends UpstreamOperation>(
  operation: O,
  request: UpstreamRequest<O>,
  context: CallContext,
) => Promise<UpstreamResponse<O>>;

/** The port to ApsaraVideo Live. Both adapters and interceptors implement it. */
export interface LiveUpstream {
  readonly call: UpstreamCall;
}

/** Wraps the calls of an upstream. The guard and the telemetry are interceptors. */
export type UpstreamInterceptor = (next: UpstreamCall) => UpstreamCall;
