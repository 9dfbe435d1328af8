import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { findFreePort } from '../support/postgres-server.js';

const MAIN = join(process.cwd(), 'dist/main.js');
const WARN = `data:text/javascript,${encodeURIComponent(`
  setTimeout(() => process.emitWarning('secret text', { code: 'APSARA_TEST' }), 1000).unref();
`)}`;

test('a warning of a driver or of Node.js is one line of JSON in the log, without its text', async () => {
  const port = await findFreePort();
  const child = spawn(process.execPath, ['--import', WARN, MAIN], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      STORE_DOWN: 'degrade',
      DATABASE_URL: `postgres://user:secret@127.0.0.1:${port}/gateway?sslmode=require`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  while (!stderr.includes('APSARA_TEST') || !stderr.includes('pg-connection-string'))
    await once(child.stderr, 'data');
  child.kill('SIGTERM');
  await once(child, 'close');
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const warnings = lines.filter(({ warning }) => warning !== undefined);
  expect(warnings).toHaveLength(2);
  expect(warnings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ level: 'warn', warning: 'Warning', package: 'pg-connection-string' }),
      expect.objectContaining({ level: 'warn', warning: 'Warning', code: 'APSARA_TEST' }),
    ]),
  );
  expect(stderr).not.toContain('secret');
});
