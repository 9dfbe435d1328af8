import { expect, test } from '@jest/globals';
import { OpenedParts, type PartName } from '../../src/app/opened-parts.js';
import { createKeptLog } from '../support/log-lines.js';

const { logger, lines } = createKeptLog();

function open(): { readonly parts: OpenedParts; readonly closed: PartName[] } {
  const parts = new OpenedParts(logger);
  const closed: PartName[] = [];
  const close = (name: PartName) => (): Promise<void> => {
    closed.push(name);
    return name === 'accounts'
      ? Promise.reject(Object.assign(new Error('10.0.0.7 is away'), { code: 'ECONNRESET' }))
      : Promise.resolve();
  };
  for (const name of ['emulator', 'accounts', 'store'] as const) parts.defer(name, close(name));
  return { parts, closed };
}

test('parts are closed once, in reverse order, and a failure is logged only with its name and reason', async () => {
  const { parts, closed } = open();
  await parts[Symbol.asyncDispose]();
  await parts[Symbol.asyncDispose]();
  expect(closed).toEqual(['store', 'accounts', 'emulator']);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', part: 'accounts', reason: 'reset' });
  expect(lines[0]).not.toContain('10.0.0.7');
});

test('moved parts are closed only by the new object', async () => {
  const { parts, closed } = open();
  const moved = parts.move();
  await parts[Symbol.asyncDispose]();
  expect(closed).toEqual([]);
  await moved[Symbol.asyncDispose]();
  expect(closed).toEqual(['store', 'accounts', 'emulator']);
});
