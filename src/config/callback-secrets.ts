/**
 * The format of keys that ApsaraVideo Live accepts (documentation of NotifyAuthKey). The secret in the path has
 * the same format.
 */
export const CALLBACK_SECRET = /^[A-Za-z0-9]{16,64}$/;

/** Splits a value at commas. During a rotation, two values are valid. */
export function toCallbackSecrets(value: string): string[] {
  return value.split(',').map((one) => one.trim());
}
