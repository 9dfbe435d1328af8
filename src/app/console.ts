import { join } from 'node:path';
import { type Config } from '../config/config.js';
import { type Console, type ConsoleSignIn, createConsole } from '../http/console.js';
import { PACKAGE_ROOT } from '../package-root.js';

const FOLDER = join(PACKAGE_ROOT, 'dist/console');

/**
 * Creates the operator console, if it is on.
 * @param token the development token, only in `dev` mode
 */
export function createAppConsole(config: Config, token: string | undefined): Console | undefined {
  if (config.console === undefined) return undefined;
  const { oidc } = config.console;
  const signIn: ConsoleSignIn = oidc === undefined ? toDevelopmentSignIn(token) : { mode: 'oidc', ...oidc };
  return createConsole({ folder: FOLDER, signIn, usesHashes: config.trustedDocuments !== undefined });
}

function toDevelopmentSignIn(token: string | undefined): ConsoleSignIn {
  return token === undefined ? { mode: 'none' } : { mode: 'token', token };
}
