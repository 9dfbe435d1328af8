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
  /**
   * Asked right before each attempt of a job's call: may it still be sent? One that may not ends as NOT_SENT, with the
   * StreamError that the claim rejects with, if it does.
   */
  readonly maySend?: (() => Promise<boolean>) | undefined;
  /** Asked right before each attempt but the first, unless `claim` is: may the call still be repeated? */
  readonly mayRepeat?: (() => Promise<boolean>) | undefined;
  /** Told when an attempt leaves for the upstream: from then on it may take effect. */
  readonly onSent?: (() => void) | undefined;
  /** Absent where nobody looks on. */
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
