import { describe, expect, test } from '@jest/globals';
import { type GraphqlError, toPauseMs, toProblem } from '../../examples/problem.js';

const error = (extensions: object, ...path: (string | number)[]): GraphqlError => ({ path, extensions });
const later = (retryAfterMs?: number) => ({
  code: 'RATE_LIMITED',
  retryable: true,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});

describe('an operation is sent again', () => {
  test('after the longest of the pauses that its errors ask for, or a second where none does', () => {
    const errors = [error(later(200), 'a'), error(later(700), 'b')];
    expect(toPauseMs(errors, false, 1)).toBe(700);
    expect(toPauseMs([error(later(), 'a')], false, 1)).toBe(1000);
  });

  test('three times at most', () => {
    const errors = [error(later(5), 'resumeLiveStream')];
    expect([1, 2, 3].map((attempt) => toPauseMs(errors, true, attempt))).toEqual([5, 5, undefined]);
  });

  test.each([
    ['nothing failed', []],
    [
      'one error is not retryable',
      [error(later(5), 'a'), error({ code: 'FORBIDDEN', retryable: false }, 'b')],
    ],
    ['an error is not the gateway’s', [{ path: ['a'] }, error(later(5), 'a')]],
  ])('not where %s', (_, errors) => {
    expect(toPauseMs(errors, false, 1)).toBeUndefined();
  });

  test('not where a mutation was done and only reading its payload failed', () => {
    const errors = [error(later(5), 'forbidLiveStream', 'stream', 'status')];
    expect(toPauseMs(errors, true, 1)).toBeUndefined();
    expect(toPauseMs(errors, false, 1)).toBe(5);
  });
});

test('a problem is the first error that is the gateway’s', () => {
  expect(toProblem(undefined)).toBeUndefined();
  expect(toProblem([{ path: ['a'] }, { extensions: null }, error({ code: 'FORBIDDEN' })])).toEqual({
    code: 'FORBIDDEN',
  });
});
