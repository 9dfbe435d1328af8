import { describe, expect, test } from '@jest/globals';
import { SharedLoader } from '../../src/event/shared-loader.js';

interface Batch {
  readonly keys: readonly string[];
  readonly answer: () => void;
  readonly fail: (fault: Error) => void;
}

/** A loader, and the batches that it has begun to read. */
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
  test('read a key once, and several in one batch, in order', async () => {
    const { loader, batches } = createLoader();
    const all = Promise.all([loader.load('a'), loader.loadAll(['b', 'a']), loader.load('b')]);
    await turn();
    expect(batches.map(({ keys }) => keys)).toEqual([['a', 'b']]);
    batches[0]?.answer();
    expect(await all).toEqual(['A', ['B', 'A'], 'B']);
  });

  test('give no caller a state from before its request: what is being read already is read again', async () => {
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

  test('take two batches at a time; what is requested meanwhile is one batch more', async () => {
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

  test('read no more keys in a batch than they may', async () => {
    const { loader, batches } = createLoader(2);
    const all = loader.loadAll(['a', 'b', 'c']);
    await turn();
    expect(batches.map(({ keys }) => keys)).toEqual([['a', 'b'], ['c']]);
    batches.forEach(({ answer }) => {
      answer();
    });
    expect(await all).toEqual(['A', 'B', 'C']);
  });

  test('fail at once for all that wait when a batch fails, and read again afterwards', async () => {
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
