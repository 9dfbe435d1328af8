import { describe, expect, test } from '@jest/globals';
import { SharedLoader } from '../../src/event/shared-loader.js';

interface Batch {
  readonly keys: readonly string[];
  readonly answer: () => void;
  readonly fail: (fault: Error) => void;
}

/** Creates a loader, and the list of the batches that it has started to read. */
function createLoader(mostKeys = 100): { loader: SharedLoader<string, string>; batches: Batch[] } {
  const batches: Batch[] = [];
  const loader = new SharedLoader<string, string>({
    toKey: (key) => key,
    mostKeys,
    read: (keys) => {
      const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
      batches.push({
        keys,
        answer: () => {
          resolve(keys.map((key) => key.toUpperCase()));
        },
        fail: reject,
      });
      return promise;
    },
  });
  return { loader, batches };
}

async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}

describe('reads for many subscribers', () => {
  test('a batch contains each key once, and the values are in order', async () => {
    const { loader, batches } = createLoader();
    const all = Promise.all([loader.load('a'), loader.loadAll(['b', 'a']), loader.load('b')]);
    await turn();
    expect(batches.map(({ keys }) => keys)).toEqual([['a', 'b']]);
    batches[0]?.answer();
    expect(await all).toEqual(['A', ['B', 'A'], 'B']);
  });

  test('a request never gets a state from before it, so a key in a running batch is read again', async () => {
    const { loader, batches } = createLoader();
    const first = loader.load('a');
    await turn();
    const second = loader.load('a');
    await turn();
    expect(batches.map(({ keys }) => keys)).toEqual([['a'], ['a']]);
    batches.forEach(({ answer }) => {
      answer();
    });
    expect(await Promise.all([first, second])).toEqual(['A', 'A']);
  });

  test('at most two batches are read at a time, and later requests form one further batch', async () => {
    const { loader, batches } = createLoader();
    const all: Promise<string>[] = [];
    for (const key of ['a', 'b', 'c', 'd', 'e']) {
      all.push(loader.load(key));
      await turn();
    }
    expect(batches.map(({ keys }) => keys)).toEqual([['a'], ['b']]);
    batches[0]?.answer();
    await turn();
    expect(batches.map(({ keys }) => keys)).toEqual([['a'], ['b'], ['c', 'd', 'e']]);
    batches.forEach(({ answer }) => {
      answer();
    });
    expect(await Promise.all(all)).toEqual(['A', 'B', 'C', 'D', 'E']);
  });

  test('a batch has at most `mostKeys` keys', async () => {
    const { loader, batches } = createLoader(2);
    const all = loader.loadAll(['a', 'b', 'c']);
    await turn();
    expect(batches.map(({ keys }) => keys)).toEqual([['a', 'b'], ['c']]);
    batches.forEach(({ answer }) => {
      answer();
    });
    expect(await all).toEqual(['A', 'B', 'C']);
  });

  test('a failed batch fails all waiting requests at once, and later requests are read again', async () => {
    const { loader, batches } = createLoader(1);
    const all = Promise.allSettled(['a', 'b', 'c', 'd'].map((key) => loader.load(key)));
    await turn();
    expect(batches).toHaveLength(2);
    const fault = new Error('away');
    batches[0]?.fail(fault);
    await turn();
    expect(batches).toHaveLength(2);
    batches[1]?.answer();
    expect(await all).toEqual([
      { status: 'rejected', reason: fault },
      { status: 'fulfilled', value: 'B' },
      { status: 'rejected', reason: fault },
      { status: 'rejected', reason: fault },
    ]);
    const again = loader.load('c');
    await turn();
    batches[2]?.answer();
    expect(await again).toBe('C');
  });
});
