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

/** A store that answers only when a test lets it. Each entry of `writes` is one statement that has arrived. */
function createLateStore() {
  interface Write {
    readonly outcomes: readonly number[];
    readonly answer: () => Promise<void>;
    readonly fail: () => Promise<void>;
  }
  const writes: Write[] = [];
  const written: number[] = [];
  const late = new LateOutcomes<number>({
    write: (outcomes) =>
      new Promise((resolve, reject) => {
        const end = async (act: () => void): Promise<void> => {
          act();
          await jest.advanceTimersByTimeAsync(0);
        };
        writes.push({
          outcomes,
          answer: () =>
            end(() => {
              written.push(...outcomes);
              resolve();
            }),
          fail: () =>
            end(() => {
              reject(new Error('away'));
            }),
        });
      }),
  });
  return { late, writes, written };
}

test('each outcome is written exactly once if more outcomes arrive while the store answers late', async () => {
  const { late, writes, written } = createLateStore();
  late.add([1, 2]);
  await jest.advanceTimersByTimeAsync(1000);
  late.add([3]);
  await jest.advanceTimersByTimeAsync(5000);
  expect(writes).toHaveLength(1);
  await writes[0]?.answer();
  await writes[1]?.answer();
  await jest.advanceTimersByTimeAsync(5000);
  expect(writes.map(({ outcomes }) => outcomes)).toEqual([[1, 2], [3]]);
  expect(written).toEqual([1, 2, 3]);
});

test('outcomes that arrive while a late write fails are written with the next try, in order', async () => {
  const { late, writes, written } = createLateStore();
  late.add([1]);
  await jest.advanceTimersByTimeAsync(1000);
  late.add([2]);
  await writes[0]?.fail();
  await jest.advanceTimersByTimeAsync(1000);
  await writes[1]?.answer();
  await jest.advanceTimersByTimeAsync(5000);
  expect(writes).toHaveLength(2);
  expect(written).toEqual([1, 2]);
});

test('close waits for the write that is in progress, and neither repeats its outcomes nor loses others', async () => {
  const { late, writes, written } = createLateStore();
  late.add([1]);
  await jest.advanceTimersByTimeAsync(1000);
  late.add([2]);
  const closed = late.close();
  await jest.advanceTimersByTimeAsync(5000);
  expect(writes).toHaveLength(1);
  await writes[0]?.answer();
  await writes[1]?.answer();
  await closed;
  expect(written).toEqual([1, 2]);
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
