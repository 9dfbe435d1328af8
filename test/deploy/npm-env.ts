import { dirname } from 'node:path';

/** The Node.js that runs the tests comes first. */
export const PATH = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;

/** What a script of npm’s tells its children about the package it belongs to: another package’s npm must not hear it. */
const OF_THE_CALLER =
  /^(?:npm_(?:package|lifecycle|command|config_local_prefix|config_prefix)|INIT_CWD$|NODE_ENV$)/;

/** This process’s environment for an npm that works elsewhere. Registry and cache stay as they are. */
export function toNpmEnv(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !OF_THE_CALLER.test(name));
  return { ...Object.fromEntries(kept), npm_config_loglevel: 'error' };
}
