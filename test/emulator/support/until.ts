import { expect } from '@jest/globals';

/** Waits until `holds` returns true, for at most 2,000 timers of 1 ms. */
export async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2000 && !holds(); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 1));
  expect(holds()).toBe(true);
}
