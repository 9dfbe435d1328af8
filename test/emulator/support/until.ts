import { expect } from '@jest/globals';

/** Lets the event loop turn until it holds, two seconds at most. */
export async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2000 && !holds(); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 1));
  expect(holds()).toBe(true);
}
