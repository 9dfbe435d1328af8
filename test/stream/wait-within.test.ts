import { expect, test } from '@jest/globals';
import { waitWithin } from '../../src/stream/wait-within.js';

const late = (): Error => new Error('late');
const never = (): Promise<never> => new Promise(() => undefined);

test('work that ends in time returns its value or throws its own error', async () => {
  const { signal } = new AbortController();
  expect(await waitWithin({ timeoutMs: 1_000, signal }, () => 'value', late)).toBe('value');
  const fault = new Error('fault');
  await expect(waitWithin({ timeoutMs: 1_000 }, () => Promise.reject(fault), late)).rejects.toBe(fault);
});

test('the wait ends after the time limit', async () => {
  await expect(waitWithin({ timeoutMs: 1 }, never, late)).rejects.toThrow('late');
});

test('the wait ends with the signal, and work does not start after it', async () => {
  const controller = new AbortController();
  const waiting = waitWithin({ timeoutMs: 60_000, signal: controller.signal }, never, late);
  controller.abort();
  await expect(waiting).rejects.toThrow('late');
  let isBegun = false;
  const begin = (): void => {
    isBegun = true;
  };
  await expect(waitWithin({ signal: controller.signal }, begin, late)).rejects.toThrow('late');
  expect(isBegun).toBe(false);
});
