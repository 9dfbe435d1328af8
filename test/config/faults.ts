import { ConfigError } from '../../src/config/config.js';
import { readConfig } from '../../src/config/read-config.js';

/** Returns the lines of a refused start with this environment, or none if the start is not refused. */
export function faultsOf(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown;
    return thrown.message.split('\n');
  }
}
