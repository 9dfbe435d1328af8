import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type RetryOptions, withRetry } from 'apsara-live-gateway-client';
import { CALLER_LIMIT, errorOf, NOT_SENT, SHAPES, UNKNOWN } from './answers.js';

const DONE = { data: { a: { requestId: '1' } } };
const failed = (extensions: object = {}) => ({
  data: { a: null },
  errors: [errorOf({ ...NOT_SENT, ...extensions }, 'a')],
});

let sentAtMs: number[];
beforeEach(() => {
  jest.useFakeTimers();
  sentAtMs = [];
});
afterEach(() => {
  jest.useRealTimers();
});

/** Runs with answers in order, repeats the last one, and uses the smallest jitter. */
async function run(answers: readonly object[], options: RetryOptions = {}): Promise<unknown> {
  const startedAtMs = performance.now();
  const execute = (): Promise<object> => {
    const answer = answers[Math.min(sentAtMs.length, answers.length - 1)] ?? {};
    sentAtMs.push(performance.now() - startedAtMs);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const ended = withRetry(execute, { random: () => 0, ...options }).catch((thrown: unknown) => thrown);
  await jest.runAllTimersAsync();
  return ended;
}

describe('an operation is sent again', () => {
  test('until it succeeds, three times at most', async () => {
    expect(await run([failed(), DONE])).toBe(DONE);
    expect(sentAtMs).toHaveLength(2);
    sentAtMs = [];
    const last = failed({ correlationId: 'last' });
    expect(await run([failed(), failed(), last])).toBe(last);
    expect(sentAtMs).toHaveLength(3);
  });

  test('after one second, and then after two, if the gateway names no time', async () => {
    await run([failed()]);
    expect(sentAtMs).toEqual([0, 1000, 3000]);
  });

  test('not before the latest time in the errors', async () => {
    const errors = [200, 700, 0].map((retryAfterMs) => errorOf({ ...NOT_SENT, retryAfterMs }, 'a'));
    await run([{ data: { a: null }, errors }, DONE]);
    expect(sentAtMs).toEqual([0, 700]);
  });

  test.each([[-5], ['5'], [null]])('after one second if `retryAfterMs` is %j', async (retryAfterMs) => {
    await run([failed({ retryAfterMs }), DONE]);
    expect(sentAtMs).toEqual([0, 1000]);
  });

  test('with a jitter of up to one half, so that clients do not retry at the same time', async () => {
    await run([failed({ retryAfterMs: 400 }), DONE], { random: () => 1 });
    expect(sentAtMs).toEqual([0, 600]);
  });

  test.each(Object.entries(SHAPES))('if the answer is given %s', async (_title, toShape) => {
    const answer = toShape({ errors: [errorOf(CALLER_LIMIT)] });
    expect(await run([answer, DONE])).toBe(DONE);
  });
});

describe('an operation is not sent again', () => {
  test('after `maxAttempts`, and is sent at least once', async () => {
    for (const maxAttempts of [1, 0, Number.NaN]) {
      sentAtMs = [];
      await run([failed()], { maxAttempts });
      expect(sentAtMs).toHaveLength(1);
    }
    sentAtMs = [];
    await run([failed({ retryAfterMs: 10 })], { maxAttempts: 7 });
    expect(sentAtMs).toHaveLength(7);
  });

  test('if the pause would end after `maxElapsedMs`, and then without waiting', async () => {
    const answer = failed({ retryAfterMs: 6000 });
    expect(await run([answer], { maxAttempts: 9 })).toBe(answer);
    expect(sentAtMs).toEqual([0, 6000, 12_000]);
    expect(performance.now()).toBeLessThan(18_000);
    for (const maxElapsedMs of [5999, Number.NaN]) {
      sentAtMs = [];
      expect(await run([answer], { maxElapsedMs })).toBe(answer);
      expect(sentAtMs).toHaveLength(1);
    }
  });

  test('if the pause is longer than the longest timer', async () => {
    const answer = failed({ retryAfterMs: 2 ** 31 });
    expect(await run([answer], { maxElapsedMs: Number.POSITIVE_INFINITY })).toBe(answer);
    expect(sentAtMs).toHaveLength(1);
  });

  test.each([
    ['an unknown outcome', failed(UNKNOWN)],
    ['a fault of the network', new TypeError('fetch failed')],
    ['an answer that is not GraphQL', Object.assign(new Error('502'), { response: { status: 502 } })],
    ['a success', DONE],
  ])('after %s, which is passed on unchanged', async (_title, answer) => {
    expect(await run([answer])).toBe(answer);
    expect(sentAtMs).toHaveLength(1);
  });
});

describe('the signal', () => {
  test('ends a pause with its reason, and leaves no timer', async () => {
    const stop = new AbortController();
    const execute = jest.fn(() => Promise.resolve(failed()));
    const ended = withRetry(execute, { signal: stop.signal }).catch((thrown: unknown) => thrown);
    await jest.advanceTimersByTimeAsync(500);
    stop.abort('enough');
    expect(await ended).toBe('enough');
    expect(execute).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('is passed to each attempt, and prevents the first attempt if it has already aborted', async () => {
    const stop = new AbortController();
    const execute = jest.fn((_signal?: AbortSignal) => Promise.resolve(DONE));
    await withRetry(execute, { signal: stop.signal });
    expect(execute).toHaveBeenCalledWith(stop.signal);
    stop.abort('enough');
    await expect(withRetry(execute, { signal: stop.signal })).rejects.toBe('enough');
    expect(execute).toHaveBeenCalledTimes(1);
  });

  test('that aborts during an attempt does not hide a success', async () => {
    const stop = new AbortController();
    const execute = () => {
      stop.abort('enough');
      return Promise.resolve(DONE);
    };
    expect(await withRetry(execute, { signal: stop.signal })).toBe(DONE);
  });

  test('has no listener after a pause, so that a long-lived signal does not collect listeners', async () => {
    const { signal } = new AbortController();
    const added = jest.spyOn(signal, 'addEventListener');
    const removed = jest.spyOn(signal, 'removeEventListener');
    await run([failed()], { signal });
    expect(added).toHaveBeenCalledTimes(2);
    expect(removed).toHaveBeenCalledTimes(2);
  });
});
