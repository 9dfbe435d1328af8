import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { LateOutcomes } from '../../src/store/late-outcomes.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function createWorld(most?: number) {
  const world = { isAway: true, tries: 0, written: [] as number[] };
  const late = new LateOutcomes<number>({
    write: (outcomes) => {
      world.tries += 1;
      if (world.isAway) return Promise.reject(new Error('away'));
      world.written.push(...outcomes);
      return Promise.resolve();
    },
    most,
  });
  return { world, late };
}

test('outcomes are written once each and in order when the store is available again', async () => {
  const { world, late } = createWorld();
  late.add([1, 2]);
  await jest.advanceTimersByTimeAsync(2500);
  late.add([3]);
  expect(world).toMatchObject({ tries: 2, written: [] });
  world.isAway = false;
  await jest.advanceTimersByTimeAsync(1000);
  expect(world.written).toEqual([1, 2, 3]);
  await jest.advanceTimersByTimeAsync(5000);
  expect(world.tries).toBe(3);
});

test('outcomes beyond the maximum are dropped', async () => {
  const { world, late } = createWorld(2);
  late.add([1, 2, 3]);
  late.add([4]);
  world.isAway = false;
  await jest.advanceTimersByTimeAsync(1000);
  expect(world.written).toEqual([1, 2]);
});

test('close tries to write once more and then stops', async () => {
  const { world, late } = createWorld();
  late.add([1]);
  await late.close();
  await jest.advanceTimersByTimeAsync(5000);
  expect(world.tries).toBe(1);
});
