import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANSWER_FAULTS } from '../../src/emulator/faults/answer-faults.js';
import { FAULTS } from '../../src/emulator/faults/catalogue.js';
import { CONNECTION_FAULTS } from '../../src/emulator/faults/connection-faults.js';
import { createEmulator, demoAccountsWorld, type Emulator } from '../../src/emulator/index.js';
import { CALLBACK_FAULTS } from '../../src/emulator/world/callback-faults.js';
import { runShell } from '../support/command.js';
import { blocksOf, codesOf, tableOf } from './pages.js';

const PAGE = 'docs/emulator.md';
let emulator: Emulator;
let endpoint: string;
beforeAll(async () => {
  emulator = createEmulator(demoAccountsWorld());
  ({ endpoint } = await emulator.listen());
});
afterAll(() => emulator.close());

test('has every route of the admin interface', async () => {
  const response = await fetch(`http://${endpoint}/_emulator/`);
  expect(response.status).toBe(404);
  const { error } = (await response.json()) as { error: string };
  const routes = error.replace(/^.*?: /, '').split(', ');
  expect(
    tableOf(PAGE, 'route ')
      .flatMap(([cell]) => codesOf(cell))
      .toSorted(),
  ).toEqual(routes.toSorted());
});

test.each([
  ['connection fault ', CONNECTION_FAULTS],
  ['answer fault ', ANSWER_FAULTS],
  ['callback fault ', CALLBACK_FAULTS],
])('has every %s', (head, faults) => {
  expect(tableOf(PAGE, head).flatMap(([cell]) => codesOf(cell))).toEqual(Object.keys(faults));
});

test('has every documented code, with its status', () => {
  const others = { ...ANSWER_FAULTS, ...CONNECTION_FAULTS };
  const documented = Object.entries(FAULTS)
    .filter(([name]) => !Object.hasOwn(others, name))
    .map(([name, { behaviour }]) => [name, 'status' in behaviour ? String(behaviour.status) : '']);
  expect(tableOf(PAGE, 'refusal ').map(([cell, status]) => [codesOf(cell)[0], status])).toEqual(documented);
});

test('has calls of the admin interface that run unchanged', async () => {
  const blocks = blocksOf(PAGE).filter(({ text }) => text.startsWith('curl'));
  expect(blocks).toHaveLength(2);
  for (const { text } of blocks) {
    const { code, out } = await runShell(text.replaceAll('127.0.0.1:4010', endpoint), '/tmp').ended;
    expect(code).toBe(0);
    expect(out).not.toContain('"error"');
  }
  expect(emulator.faults()).toMatchObject([{ fault: 'applied-then-hang', operation: 'ResumeLiveStream' }]);
});
