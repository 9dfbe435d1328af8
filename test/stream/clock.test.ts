import { describe, expect, jest, test } from '@jest/globals';
import { systemClock } from '../../src/stream/clock.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

describe('the system clock', () => {
  test('a timer of 100 days fires after 100 days, although setTimeout accepts only 24.8 days', () => {
    jest.useFakeTimers();
    try {
      const onTime = jest.fn();
      systemClock.setTimer(100 * DAY_MS, onTime);
      jest.advanceTimersByTime(100 * DAY_MS - 1);
      expect(onTime).not.toHaveBeenCalled();
      jest.advanceTimersByTime(1);
      expect(onTime).toHaveBeenCalledTimes(1);
    } finally {
      jest.useRealTimers();
    }
  });

  test('a canceled timer of 100 days never fires', () => {
    jest.useFakeTimers();
    try {
      const onTime = jest.fn();
      const timer = systemClock.setTimer(100 * DAY_MS, onTime);
      jest.advanceTimersByTime(50 * DAY_MS);
      timer.cancel();
      jest.advanceTimersByTime(100 * DAY_MS);
      expect(onTime).not.toHaveBeenCalled();
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});
