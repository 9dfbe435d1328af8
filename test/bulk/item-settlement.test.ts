import { describe, expect, test } from '@jest/globals';
import { type LeasedItem } from '../../src/bulk/job-store.js';
import { isGivenUp, toFailedSettlement } from '../../src/bulk/item-settlement.js';
import { StreamError } from '../../src/stream/errors.js';

const ITEM: LeasedItem = {
  jobId: 'job-1',
  seq: 1,
  domainName: 'push.example.com',
  appName: 'live',
  streamName: 's',
  caller: { subject: 'm', claims: {} },
  reason: undefined,
  correlationId: 'c',
  attempts: 0,
  lost: 0,
  unanswered: 0,
};

describe('what becomes of an item that was not resumed', () => {
  test.each(['RATE_LIMITED', 'STORE_UNAVAILABLE'] as const)(
    '%s of a call that was not sent is no attempt, however often it comes',
    (code) => {
      const verdict = toFailedSettlement(
        { ...ITEM, attempts: 5 },
        new StreamError(code, { outcome: 'NOT_SENT' }),
      );
      expect(verdict).toMatchObject({ outcome: 'PENDING', attempts: 5 });
    },
  );

  test('a call of unknown outcome is made again, and the sixth is the last', () => {
    const failure = new StreamError('UPSTREAM_TIMEOUT', { outcome: 'UNKNOWN' });
    expect(toFailedSettlement({ ...ITEM, attempts: 4 }, failure)).toMatchObject({
      outcome: 'PENDING',
      attempts: 5,
    });
    expect(toFailedSettlement({ ...ITEM, attempts: 5 }, failure)).toMatchObject({
      outcome: 'FAILED',
      attempts: 6,
      code: 'UPSTREAM_TIMEOUT',
    });
  });

  test('what cannot succeed later fails at once, with its code and RequestId', () => {
    const failure = new StreamError('DOMAIN_NOT_FOUND', { outcome: 'REJECTED', requestId: 'R' });
    expect(toFailedSettlement(ITEM, failure)).toMatchObject({
      outcome: 'FAILED',
      code: 'DOMAIN_NOT_FOUND',
      requestId: 'R',
      attempts: 1,
    });
  });

  test('pauses double with full jitter up to a minute, and are never shorter than what was asked for', () => {
    const failure = new StreamError('UPSTREAM_UNAVAILABLE', { outcome: 'UNKNOWN' });
    const pauseMs = (attempts: number, chance: number): number =>
      toFailedSettlement({ ...ITEM, attempts }, failure, chance).dueInMs;
    expect([0, 1, 2].map((attempts) => pauseMs(attempts, 1))).toEqual([2000, 4000, 8000]);
    expect(pauseMs(2, 0.25)).toBe(2000);
    expect(toFailedSettlement(ITEM, failure.with({ retryAfterMs: 7000 }), 0).dueInMs).toBe(7000);
  });

  test('an item is given up only after twenty replicas went away with it', () => {
    expect(isGivenUp({ ...ITEM, lost: 19 })).toBe(false);
    expect(isGivenUp({ ...ITEM, lost: 20 })).toBe(true);
  });
});
