/** The reasons why a callback is not stored, as they appear in the log and the metrics. */
export const CALLBACK_REASONS = [
  /** The query is longer than a callback of ApsaraVideo Live can be. */
  'size',
  /** This replica received too many callbacks in one second, or too many callbacks wait for the store. */
  'rate',
  /** The path does not contain the secret of an account. */
  'secret',
  /** A parameter is missing, is repeated or has an invalid value. */
  'parameter',
  /** The signed time is missing or differs from the present time by more than 15 minutes. */
  'timestamp',
  /** The signature is missing or was not made with a key of the account. */
  'signature',
  /** The domain does not belong to the account. */
  'domain',
  /** The store did not accept the callback. */
  'store',
] as const;

export type CallbackReason = (typeof CALLBACK_REASONS)[number];

/** The error for a callback that is not stored. It contains no data of the callback. */
export class CallbackRefused extends Error {
  override readonly name = 'CallbackRefused';
  readonly reason: CallbackReason;
  /** The name of the account whose secret the callback had. Undefined if it had none. */
  readonly account: string | undefined;

  constructor(reason: CallbackReason, account?: string) {
    super(`callback refused: ${reason}`);
    this.reason = reason;
    this.account = account;
  }
}
