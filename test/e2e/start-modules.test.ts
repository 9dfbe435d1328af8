import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { DEMO_KEYS, toUpstreamEnv } from '../support/upstream-env.js';

const MAIN = join(import.meta.dirname, '../../dist/main.js');
/** Says every module that is loaded, on standard error. */
const TELL_IMPORTS = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ load(url, context, next) {
    process.stderr.write('loaded ' + url + '\\n');
    return next(url, context);
  } });
`)}`;

/** Starts a gateway in front of an upstream that nobody calls, and ends it once it is ready. */
async function loadedByStart(): Promise<string> {
  const child = spawn(process.execPath, ['--import', TELL_IMPORTS, MAIN], {
    env: {
      ...{ PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: 'file::memory:' },
      ...{ ...toUpstreamEnv('127.0.0.1:1'), ...DEMO_KEYS, AUTH_MODE: 'dev', LIVE_CLIENT: 'core' },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let loaded = '';
  child.stderr.on('data', (chunk: Buffer) => (loaded += chunk.toString()));
  let said = '';
  while (!said.includes('"event":"ready"')) {
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    said += chunk.toString();
  }
  child.kill('SIGTERM');
  await once(child, 'close');
  return loaded;
}

describe('a start', () => {
  let loaded: string;
  beforeAll(async () => {
    loaded = await loadedByStart();
  });

  test('loads what every gateway uses', () => {
    expect(loaded).toContain('/node_modules/@apollo/server/');
    expect(loaded).toContain('/dist/compose.js');
  });

  test.each([
    ['the driver of PostgreSQL', '/node_modules/pg/'],
    ['YAML without a grants file', '/node_modules/yaml/'],
    ['the explorer that nobody has opened', '/node_modules/@graphql-yoga/render-graphiql/'],
    ['the emulator in front of the real upstream', '/dist/emulator/server.js'],
    ['a command', '/dist/cli/'],
    ['the whole of undici for its pool', '/node_modules/undici/index.js'],
  ])('does not load %s', (_what, path) => {
    expect(loaded).not.toContain(path);
  });
});
