/** What the callbacks of one Alibaba account are recognized by. While a value is rotated, two are valid. */
export interface CallbackSettings {
  /** Parts of the receiver's path. None: the receiver is off for the account. */
  readonly secrets: readonly string[];
  /** NotifyAuthKey. None: callbacks need no signature. */
  readonly authKeys: readonly string[];
}

export const NO_CALLBACKS: CallbackSettings = { secrets: [], authKeys: [] };

/** The path of the receiver, up to the secret. */
export const CALLBACK_PATH = '/callbacks/live/';

/** @param origin the public address of the gateway, without a slash at its end */
export function toCallbackUrl(origin: string, secret: string): string {
  return `${origin}${CALLBACK_PATH}${secret}`;
}

/** The secret in the address of a receiver; empty for an address without a secret. */
export function secretOf(url: URL | null): string {
  return url?.pathname.split('/').at(-1) ?? '';
}
