import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { DEMO_KEYS, toUpstreamEnv } from './upstream-env.js';

/** Says every module that is loaded, on standard error. */
const TELL_IMPORTS = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ load(url, context, next) {
    process.stderr.write('loaded ' + url + '\\n');
    return next(url, context);
  } });
`)}`;

/**
 * Starts a gateway in front of an upstream that nobody calls and ends it once it is ready; what needs no gateway ends
 * by itself.
 * @returns the address of every module that was loaded
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
