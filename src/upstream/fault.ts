import { type CredentialReason } from '../stream/reasons.js';

/** The kind of failure when no documented answer arrived. */
export type Symptom =
  | 'noCredentials'
  | 'credentialsAway'
  | 'unreachable'
  | 'notSentInTime'
  | 'reset'
  | 'timeout'
  | 'aborted'
  | 'abortedBeforeSending'
  | 'garbage'
  | 'tooLarge'
  | 'redirect'
  | 'noRequestId'
  | 'unreadable'
  | 'unreadable4xx'
  | 'unreadable5xx'
  | 'sdkFault';

/**
 * The details of a denied permission that an operator can see. They never contain ids or names of accounts and users.
 */
export interface DenialDetail {
  readonly authAction?: string | undefined;
  readonly noPermissionType?: string | undefined;
  readonly policyType?: string | undefined;
}

export interface UpstreamAnswerFault {
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly denial?: DenialDetail | undefined;
}

/**
 * A failed call before the error table is applied: either an `answer` with a code or a `symptom`. It contains no part
 * of the upstream's message, which can quote input, hosts and account ids.
 */
export class UpstreamFault extends Error {
  override readonly name = 'UpstreamFault';
  readonly answer: UpstreamAnswerFault | undefined;
  readonly symptom: Symptom | undefined;
  /** The reason for the operator if a connection or the credential source failed. */
  readonly reason: CredentialReason | undefined;

  constructor(what: UpstreamAnswerFault | Symptom, reason?: CredentialReason) {
    super(typeof what === 'string' ? what : what.code);
    this.reason = reason;
    if (typeof what === 'string') this.symptom = what;
    else this.answer = what;
  }
}
