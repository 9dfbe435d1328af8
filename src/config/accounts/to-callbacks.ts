import { type CallbackSettings, NO_CALLBACKS } from '../../stream/callback-settings.js';
import { CALLBACK_SECRET, toCallbackSecrets } from '../callback-secrets.js';
import { type SecretVariables } from './secret-variables.js';

/** Reads the secrets that identify the callbacks of an account. Reports faults to `onFault`. */
export function toCallbackSettings(
  prefix: string | undefined,
  secrets: SecretVariables,
  onFault: (message: string) => void,
): CallbackSettings {
  if (prefix === undefined) return NO_CALLBACKS;
  const read = (name: string): string[] => {
    const value = secrets.find(name, onFault);
    if (value === undefined) return [];
    const all = toCallbackSecrets(value);
    if (all.length > 2 || !all.every((one) => CALLBACK_SECRET.test(one)))
      onFault(`needs one or two values of 16 to 64 letters and digits in ${name}, separated by a comma`);
    return all;
  };
  const found = { secrets: read(`${prefix}_CALLBACK_SECRET`), authKeys: read(`${prefix}_CALLBACK_AUTH_KEY`) };
  if (found.authKeys.length > 0 && found.secrets.length === 0)
    onFault(`needs ${prefix}_CALLBACK_SECRET, because ${prefix}_CALLBACK_AUTH_KEY is set`);
  return found;
}
