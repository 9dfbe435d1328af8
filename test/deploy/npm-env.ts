import { dirname } from 'node:path';

/** The Node.js that runs the tests comes first. */
export const PATH = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;

/** Variables of an npm script that describe its package. The npm of another package must not get them. */
const OF_THE_CALLER =
  /^(?:npm_(?:package|lifecycle|command|config_local_prefix|config_prefix)|INIT_CWD$|NODE_ENV$)/;

/** The environment of this process for npm in another folder. Registry and cache are kept. */
export function toNpmEnv(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !OF_THE_CALLER.test(name));
  return { ...Object.fromEntries(kept), npm_config_loglevel: 'error' };
}
