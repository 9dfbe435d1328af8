import { describe, expect, test } from '@jest/globals';
import { type PendingItem } from '../../src/bulk/job-store.js';
import { toFailedOutcome, toGivenUpOutcome } from '../../src/bulk/item-outcome.js';
import { StreamError } from '../../src/stream/errors.js';

const ITEM: PendingItem = { seq: 1, appName: 'live', streamName: 's', attempts: 0, unanswered: 0 };

describe('the record of an item that was not resumed', () => {
  test.each(['RATE_LIMITED', 'STORE_UNAVAILABLE'] as const)(
    '%s with the outcome NOT_SENT never counts as an attempt',
    (code) => {
      const record = toFailedOutcome(
        { ...ITEM, attempts: 5 },
        new StreamError(code, { outcome: 'NOT_SENT' }),
      );
      expect(record).toMatchObject({ outcome: 'PENDING', attempts: 5 });
    },
  );

  test('a call with an unknown outcome is repeated until the sixth attempt', () => {
    const failure = new StreamError('UPSTREAM_TIMEOUT', { outcome: 'UNKNOWN' });
    expect(toFailedOutcome({ ...ITEM, attempts: 4 }, failure)).toMatchObject({
      outcome: 'PENDING',
      attempts: 5,
    });
    expect(toFailedOutcome({ ...ITEM, attempts: 5 }, failure)).toMatchObject({
      outcome: 'FAILED',
      attempts: 6,
      code: 'UPSTREAM_TIMEOUT',
    });
  });

  test('an item with an error that is not retryable fails at once, with its code and RequestId', () => {
    const failure = new StreamError('DOMAIN_NOT_FOUND', { outcome: 'REJECTED', requestId: 'R' });
    expect(toFailedOutcome(ITEM, failure)).toMatchObject({
      outcome: 'FAILED',
      code: 'DOMAIN_NOT_FOUND',
      requestId: 'R',
      attempts: 1,
    });
  });

  test('the pause doubles with full jitter and is never shorter than retryAfterMs', () => {
    const failure = new StreamError('UPSTREAM_UNAVAILABLE', { outcome: 'UNKNOWN' });
    const pauseMs = (attempts: number, chance: number): number =>
      toFailedOutcome({ ...ITEM, attempts }, failure, chance).dueInMs;
    expect([0, 1, 2].map((attempts) => pauseMs(attempts, 1))).toEqual([2000, 4000, 8000]);
    expect(pauseMs(2, 0.25)).toBe(2000);
    expect(toFailedOutcome(ITEM, failure.with({ retryAfterMs: 7000 }), 0).dueInMs).toBe(7000);
  });

  test('an item that was sent twice without an answer fails with UPSTREAM_TIMEOUT', () => {
    expect(toGivenUpOutcome({ ...ITEM, unanswered: 1 })).toBeUndefined();
    expect(toGivenUpOutcome({ ...ITEM, unanswered: 2 })).toMatchObject({
      outcome: 'FAILED',
      code: 'UPSTREAM_TIMEOUT',
    });
  });
});
