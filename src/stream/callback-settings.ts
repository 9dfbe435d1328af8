/**
 * The values that identify the callbacks of one account. While a value is rotated, the old and the new one are valid.
 */
export interface CallbackSettings {
  /** The secrets in the path of the receiver. If there are none, the receiver is off for the account. */
  readonly secrets: readonly string[];
  /** The values of NotifyAuthKey. If there are none, callbacks need no signature. */
  readonly authKeys: readonly string[];
}

export const NO_CALLBACKS: CallbackSettings = { secrets: [], authKeys: [] };

/** The path of the receiver, without the secret at its end. */
export const CALLBACK_PATH = '/callbacks/live/';

/** @param origin the public origin of the gateway, without a trailing slash */
export function toCallbackUrl(origin: string, secret: string): string {
  return `${origin}${CALLBACK_PATH}${secret}`;
}

/** Returns the secret in the URL of a receiver; empty if the URL is null or has no secret. */
export function secretOf(url: URL | null): string {
  return url?.pathname.split('/').at(-1) ?? '';
}
