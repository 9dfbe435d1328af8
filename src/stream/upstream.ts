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
 * Which queue a call waits in. `interactive`: a person waits for the answer. `bulk`: a job works through a list
 * and yields to people.
 */
export type Lane = 'interactive' | 'bulk';

/** What travels with a call from the edge to the upstream. */
export interface CallContext {
  /** The gateway's id of the request that caused the call; on every log line of it. */
  readonly correlationId: string;
  /** Aborted when the client has gone or the gateway gives up. */
  readonly signal: AbortSignal;
  readonly lane: Lane;
  /** The name of the account that makes the call, found by the domain. Default: `default`. */
  readonly account?: string | undefined;
  /**
   * Called right before each attempt of a job's call: whether it may still be sent. If not, it ends as NOT_SENT, with
   * the StreamError that this check rejects with, if it does.
   */
  readonly maySend?: (() => Promise<boolean>) | undefined;
  /**
   * Called right before each attempt but the first, unless `maySend` is set: whether the call may still be repeated.
   */
  readonly mayRepeat?: (() => Promise<boolean>) | undefined;
  /** Called when an attempt is sent to the upstream: from then on it may take effect. */
  readonly onSent?: (() => void) | undefined;
  /** Absent where calls are not observed. */
  readonly trace?: CallTrace | undefined;
}

/**
 * Makes one call of an operation. It either resolves with a trustworthy success or rejects with a StreamError. The
 * table of operations gives the types of request and response.
 */
export type UpstreamCall = <O extends UpstreamOperation>(
  operation: O,
  request: UpstreamRequest<O>,
  context: CallContext,
) => Promise<UpstreamResponse<O>>;

/** ApsaraVideo Live as the domain sees it. Adapters and interceptors alike implement it. */
export interface LiveUpstream {
  readonly call: UpstreamCall;
}

/** Wraps the calls of an upstream: the guard and the telemetry are interceptors. */
export type UpstreamInterceptor = (next: UpstreamCall) => UpstreamCall;
