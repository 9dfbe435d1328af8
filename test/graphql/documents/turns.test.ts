import { describe, expect, test } from '@jest/globals';
import { Turns } from '../../../src/graphql/documents/turns.js';

/** A clock that advances only by work. */
function world() {
  let nowMs = 0;
  const turns = new Turns({ sliceMs: 10, now: () => nowMs });
  return {
    turns,
    work: (ms: number) => {
      nowMs += ms;
    },
  };
}

const afterEvents = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

describe('turns', () => {
  test('end a slice when it is used up, and continue after other events', async () => {
    const { turns, work } = world();
    const request = {};
    const order: string[] = [];
    const parts = Array.from({ length: 5 }, async (_, n) => {
      await turns.take(request);
      work(6);
      order.push(`part ${n}`);
    });
    setImmediate(() => order.push('another event'));
    await Promise.all(parts);
    expect(order).toEqual(['part 0', 'part 1', 'another event', 'part 2', 'part 3', 'part 4']);
  });

  test('start when the part of the last turn has run, with many promises', async () => {
    const { turns } = world();
    const request = {};
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3].map(async (part) => {
        await turns.take(request);
        for (let hop = 0; hop < 20; hop += 1) await Promise.resolve();
        order.push(part, part);
      }),
    );
    expect(order).toEqual([1, 1, 2, 2, 3, 3]);
  });

  test('rotate between requests, so that a small one does not wait for a large one', async () => {
    const { turns } = world();
    const order: string[] = [];
    const large = {};
    const part = async (request: object, name: string): Promise<void> => {
      await turns.take(request);
      order.push(name);
    };
    const parts = [1, 2, 3, 4].map((n) => part(large, `large ${n}`));
    parts.push(part({}, 'small'));
    await Promise.all(parts);
    expect(order).toEqual(['large 1', 'small', 'large 2', 'large 3', 'large 4']);
  });

  test('call back when no part of a request waits, also if other requests wait', async () => {
    const { turns, work } = world();
    const request = {};
    const order: string[] = [];
    turns.whenIdle(request, () => order.push('at once'));
    const parts = Array.from({ length: 4 }, async (_, n) => {
      await turns.take(request);
      work(6);
      order.push(`part ${n}`);
    });
    turns.whenIdle(request, () => order.push('idle'));
    turns.whenIdle({}, () => order.push('another request'));
    await Promise.all(parts);
    await afterEvents();
    expect(order).toEqual(['at once', 'another request', 'part 0', 'part 1', 'part 2', 'part 3', 'idle']);
  });

  test('start a new slice after other events', async () => {
    const { turns, work } = world();
    const request = {};
    for (let round = 0; round < 3; round += 1) {
      await turns.take(request);
      work(50);
      await afterEvents();
    }
    let isIdle = false;
    turns.whenIdle(request, () => {
      isIdle = true;
    });
    expect(isIdle).toBe(true);
  });
});
