import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { DEMO_KEYS, toUpstreamEnv } from './upstream-env.js';

/** Prints the URL of every loaded module to standard error. */
const TELL_IMPORTS = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ load(url, context, next) {
    process.stderr.write('loaded ' + url + '\\n');
    return next(url, context);
  } });
`)}`;

/**
 * Starts a gateway with an upstream that is not called, and ends it when it is ready. A command
 * without a gateway ends by itself.
 *
 * @returns the URLs of all loaded modules
 */
export async function loadedBy(main: string, args: readonly string[] = []): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--import', TELL_IMPORTS, main, ...args], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATABASE_URL: 'file::memory:',
      ...toUpstreamEnv('127.0.0.1:1'),
      ...DEMO_KEYS,
      AUTH_MODE: 'dev',
      LIVE_CLIENT: 'core',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.includes('"event":"ready"')) child.kill('SIGTERM');
  });
  await once(child, 'close');
  return Array.from(told.matchAll(/^loaded (.*)$/gm), ([, url = '']) => url);
}
