import type { StreamAddress } from './address.js';
import { type ErrorCode } from './error-codes.js';

export type ActionKind = 'RESUME' | 'FORBID' | 'CUT';

/**
 * How an action ended. `UNKNOWN`: it was sent without a trustworthy answer, or the gateway ended before it could write
 * the outcome. Never `SUCCEEDED` on a guess.
 */
export type ActionOutcome = 'PENDING' | 'SUCCEEDED' | 'NOT_SENT' | 'REJECTED' | 'UNKNOWN';

/** What is written down before the call. */
export interface ActionIntent {
  /** The name of the account that the domain belonged to. */
  readonly account: string;
  readonly address: StreamAddress;
  readonly kind: ActionKind;
  /** The token's subject. */
  readonly subject: string;
  readonly reason: string | undefined;
  /** The end of a forbid. */
  readonly until: Date | undefined;
  readonly correlationId: string;
  /** The bulk job it belongs to. */
  readonly jobId?: string | undefined;
}

/** What is written down after the call. */
export interface ActionResult {
  readonly outcome: Exclude<ActionOutcome, 'PENDING'>;
  /** Alibaba's RequestId, where the upstream gave one. */
  readonly requestId: string | undefined;
  readonly code: ErrorCode | undefined;
}

/** One action as the ledger keeps it. */
export interface Action extends ActionIntent {
  /** Orders actions: a later one is greater. Opaque. */
  readonly id: string;
  readonly outcome: ActionOutcome;
  readonly requestId: string | undefined;
  readonly code: ErrorCode | undefined;
  readonly startedAt: Date;
  readonly finishedAt: Date | undefined;
}
