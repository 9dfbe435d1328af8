import type { StreamAddress } from './address.js';

/** The operations of ApsaraVideo Live (API 2016-11-01) that the gateway calls. */
export type UpstreamOperation = 'ResumeLiveStream';

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
}

/** The upstream's word that it did what was asked. */
export interface Receipt {
  /** Alibaba's RequestId, never empty. */
  readonly requestId: string;
}

/**
 * ApsaraVideo Live as the domain sees it. Every method is one call that either resolves with a trustworthy
 * success or rejects with a StreamError; adapters and guards alike implement it.
 */
export interface LiveUpstream {
  /**
   * Lifts a forbid. Sets a state, so repeating it is harmless. `appName` "*" means every app of the domain.
   * Source: ResumeLiveStream, API 2016-11-01; 30 calls per second and account.
   */
  resume(address: StreamAddress, call: CallContext): Promise<Receipt>;
}
