/** Why a callback was not stored: a closed list, for the log and the metrics. */
export const CALLBACK_REASONS = [
  /** The query is longer than a callback of ApsaraVideo Live can be. */
  'size',
  /** More callbacks per second, or more that wait for the store, than this replica takes. */
  'rate',
  /** The path has no secret of an account. */
  'secret',
  /** A parameter is missing, is there twice or has a value that it cannot have. */
  'parameter',
  /** The signed time is missing, or more than 15 minutes from now. */
  'timestamp',
  /** The signature is missing, or of none of the account's keys. */
  'signature',
  /** The domain belongs to another account, or to none. */
  'domain',
  /** The store did not take it. */
  'store',
] as const;

export type CallbackReason = (typeof CALLBACK_REASONS)[number];

/** A callback that is not stored. It repeats nothing of it. */
export class CallbackRefused extends Error {
  override readonly name = 'CallbackRefused';
  readonly reason: CallbackReason;
  /** The name of the account whose secret it came with. */
  readonly account: string | undefined;

  constructor(reason: CallbackReason, account?: string) {
    super(`callback refused: ${reason}`);
    this.reason = reason;
    this.account = account;
  }
}
