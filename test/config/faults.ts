import { ConfigError } from '../../src/config/config.js';
import { readConfig } from '../../src/config/read-config.js';

/** The lines with which a start under this environment is refused; none where it is not. */
export function faultsOf(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown;
    return thrown.message.split('\n');
  }
}
