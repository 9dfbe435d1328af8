import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGatewayProcess } from '../support/gateway-process.js';

const ROOT = join(import.meta.dirname, '../..');
const MAIN = join(ROOT, 'dist/main.js');

test('the started file serves the committed schema, whose names are those of the classes', async () => {
  const emulator = createEmulator(demoWorld());
  const { endpoint } = await emulator.listen();
  const gateway = await startGatewayProcess(endpoint, {}, MAIN);
  const answer = await gateway.post('{ _service { sdl } }');
  gateway.process.kill('SIGTERM');
  await Promise.all([gateway.ended, emulator.close()]);
  expect(answer).toEqual({
    data: { _service: { sdl: readFileSync(join(ROOT, 'schema/subgraph.graphql'), 'utf8').trimEnd() } },
  });
});

test('the started file and the plain one print the same settings', () => {
  const settings = (file: string): string =>
    execFileSync(process.execPath, [join(ROOT, 'dist', file), '--print-config'], {
      env: { PATH: process.env['PATH'] },
      encoding: 'utf8',
    });
  expect(settings('main.js')).toBe(settings('start.js'));
});

test('no line of the started files is too long to be printed with an error', () => {
  const lines = readFileSync(MAIN, 'utf8').split('\n');
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(1_000);
});
