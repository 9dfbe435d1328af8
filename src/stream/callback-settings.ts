/** What the callbacks of one Alibaba account are recognized by. While a value is rotated, two are valid. */
export interface CallbackSettings {
  /** Parts of the receiver's path. None: the receiver is off for the account. */
  readonly secrets: readonly string[];
  /** NotifyAuthKey. None: callbacks need no signature. */
  readonly authKeys: readonly string[];
}

export const NO_CALLBACKS: CallbackSettings = { secrets: [], authKeys: [] };
