/** ApsaraVideo Live takes such keys (documentation of NotifyAuthKey); the secret in the path follows the same rule. */
export const CALLBACK_SECRET = /^[A-Za-z0-9]{16,64}$/;

/** Two values, separated by a comma, are valid while one is rotated. */
export function toCallbackSecrets(value: string): string[] {
  return value.split(',').map((one) => one.trim());
}
