import { parseSettings } from '../settings-file/parse-settings.js';
import type { Grants } from './grant.js';
import { grantsSchema, toGrant } from './grants-schema.js';

/**
 * Parses the text of a grants file. An unknown name is a fault, so that a misspelled `anyApp` is detected.
 *
 * @param fileName the name of the file, for the message of the error
 * @throws SettingsFileError with every fault, or with every YAML error
 */
export function parseGrants(text: string, fileName = 'grants'): Grants {
  const reading = { schema: grantsSchema, fileName, top: 'the list "grants"' };
  return parseSettings(text, reading).grants.map(toGrant);
}
