import { parseSettings } from '../settings-file/parse-settings.js';
import type { Grants } from './grant.js';
import { grantsSchema, toGrant } from './grants-schema.js';

/**
 * Reads a grants file's text. Strict: an unknown name is a fault, for a misspelt `anyApp` must not go unnoticed.
 *
 * @param fileName for the error's message
 * @throws SettingsFileError with every fault at once, or every fault of the YAML itself
 */
export function parseGrants(text: string, fileName = 'grants'): Grants {
  const reading = { schema: grantsSchema, fileName, top: 'the list "grants"' };
  return parseSettings(text, reading).grants.map(toGrant);
}
