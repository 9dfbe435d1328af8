import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PAGE_SIZE, readPages } from '../../../src/stream/directory/read-pages.js';
import { compareStreams, StreamList } from '../../../src/stream/directory/stream-list.js';
import { type PageRequest, type StreamNames } from '../../../src/stream/upstream.js';

describe('the read of a whole list', () => {
  const numbers = Array.from({ length: PAGE_SIZE * 3 + 1 }, (_, index) => index);
  const pageOf = ({ pageNum, pageSize }: PageRequest, list: readonly number[]) => ({
    items: list.slice((pageNum - 1) * pageSize, pageNum * pageSize),
    total: list.length,
  });

  test('the list is read in the largest pages, and all pages after the first in parallel', async () => {
    const asked: number[] = [];
    let underWay = 0;
    let most = 0;
    const items = await readPages(async (page) => {
      asked.push(page.pageNum);
      most = Math.max(most, (underWay += 1));
      await new Promise(setImmediate);
      underWay -= 1;
      return pageOf(page, numbers);
    });
    expect(items).toEqual(numbers);
    expect([asked, most]).toEqual([[1, 2, 3, 4], 3]);
  });

  test('a list that changes during the read is read once more, and the second result is used', async () => {
    let calls = 0;
    const read = await readPages((page) => {
      calls += 1;
      return Promise.resolve(pageOf(page, calls === 3 ? numbers.slice(1) : numbers));
    });
    expect([calls, read.length]).toEqual([8, numbers.length]);
    let restless = 0;
    await readPages((page) => {
      restless += 1;
      return Promise.resolve({ ...pageOf(page, numbers), total: numbers.length + (restless % 2) });
    });
    expect(restless).toBe(8);
  });

  test('an empty list takes one call', async () => {
    let calls = 0;
    const read = await readPages((page) => {
      calls += 1;
      return Promise.resolve(pageOf(page, []));
    });
    expect([calls, read]).toEqual([1, []]);
  });

  test('a `total` that is too large is refused as an undocumented answer', async () => {
    let calls = 0;
    const read = readPages(() => {
      calls += 1;
      return Promise.resolve({ items: [], total: 1_000_000_000 });
    });
    await expect(read).rejects.toMatchObject({ code: 'UPSTREAM_ERROR' });
    expect(calls).toBe(1);
  });
});

describe('the pages of a sorted list', () => {
  const name = fc.constantFrom('a', 'b', 'B', 'é', '流', '🎥', 'ab');
  const streams = fc.uniqueArray(fc.record({ appName: name, streamName: name }), {
    selector: ({ appName, streamName }) => `${appName}/${streamName}`,
  });

  test('pagination returns every stream once and in order, while other streams appear and disappear', () => {
    fc.assert(
      fc.property(
        streams,
        fc.array(streams, { maxLength: 4 }),
        fc.integer({ min: 1, max: 5 }),
        fc.option(name, { nil: undefined }),
        (constant, others, first, appName) => {
          const seen: StreamNames[] = [];
          let after: StreamNames | undefined;
          for (let round = 0; ; round += 1) {
            // Streams with other names appear and disappear with each read.
            const passing = (others[round % Math.max(1, others.length)] ?? []).map((stream) => ({
              ...stream,
              streamName: `${stream.streamName}!`,
            }));
            const page = StreamList.of([...constant, ...passing]).page({ first, after, appName });
            seen.push(...page.streams);
            expect(page.streams.length).toBeLessThanOrEqual(first);
            expect(page.hasPrevious && after === undefined).toBe(false);
            after = page.streams.at(-1) ?? after;
            if (!page.hasNext) break;
          }
          const mine = constant.filter((stream) => appName === undefined || stream.appName === appName);
          expect(seen.filter(({ streamName }) => !streamName.endsWith('!'))).toEqual(
            [...mine].sort(compareStreams),
          );
        },
      ),
    );
  });

  test('a page has the total of the whole list, or of its part for an app', () => {
    const list = StreamList.of([
      { appName: 'live', streamName: 'b' },
      { appName: 'live', streamName: 'a' },
      { appName: 'event', streamName: 'z' },
      { appName: 'live-2', streamName: 'c' },
    ]);
    expect(list.page({ first: 1 })).toMatchObject({
      streams: [{ appName: 'event', streamName: 'z' }],
      total: 4,
      hasNext: true,
      hasPrevious: false,
    });
    expect(list.page({ first: 9, appName: 'live' })).toMatchObject({
      streams: [{ streamName: 'a' }, { streamName: 'b' }],
      total: 2,
      hasNext: false,
    });
    expect(list.page({ first: 9, appName: 'none' })).toMatchObject({ streams: [], total: 0 });
  });
});
