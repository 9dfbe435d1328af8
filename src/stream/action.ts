import type { StreamAddress } from './address.js';
import { type ErrorCode } from './error-codes.js';

export type ActionKind = 'RESUME' | 'FORBID' | 'CUT';

/**
 * The outcome of an action. `UNKNOWN` means that the call was sent without a valid answer, or that the gateway
 * ended before it wrote the outcome. An action is `SUCCEEDED` only if the upstream confirmed it.
 */
export type ActionOutcome = 'PENDING' | 'SUCCEEDED' | 'NOT_SENT' | 'REJECTED' | 'UNKNOWN';

/** The data that is recorded before the call. */
export interface ActionIntent {
  /** The name of the account of the domain. */
  readonly account: string;
  readonly address: StreamAddress;
  readonly kind: ActionKind;
  /** The subject of the token. */
  readonly subject: string;
  readonly reason: string | undefined;
  /** The end time of a forbid. */
  readonly until: Date | undefined;
  readonly correlationId: string;
  /** The id of the bulk job that the action belongs to. */
  readonly jobId?: string | undefined;
}

/** The data that is recorded after the call. */
export interface ActionResult {
  readonly outcome: Exclude<ActionOutcome, 'PENDING'>;
  /** Alibaba's RequestId, if the upstream returned one. */
  readonly requestId: string | undefined;
  readonly code: ErrorCode | undefined;
}

/** One action in the ledger. */
export interface Action extends ActionIntent {
  /** Opaque. Ids are ordered: a later action has a greater id. */
  readonly id: string;
  readonly outcome: ActionOutcome;
  readonly requestId: string | undefined;
  readonly code: ErrorCode | undefined;
  readonly startedAt: Date;
  readonly finishedAt: Date | undefined;
}
