import { beforeEach, describe, expect, test } from '@jest/globals';
import { AccountWindow } from '../../src/bulk/account-window.js';
import { StreamError } from '../../src/stream/errors.js';
import { VirtualClock } from '../support/virtual-clock.js';

const LIMITED = new StreamError('RATE_LIMITED', { outcome: 'NOT_SENT', retryAfterMs: 9_000 });
const BROKEN = new StreamError('UPSTREAM_UNAVAILABLE', { outcome: 'NOT_SENT', retryAfterMs: 20_000 });

let clock: VirtualClock;
let window: AccountWindow;

beforeEach(() => {
  clock = new VirtualClock();
  window = new AccountWindow(48, clock);
});

describe('the window of an account', () => {
  test('has its largest size at first, less the items that wait', () => {
    expect([window.free(0), window.free(40), window.free(60)]).toEqual([48, 8, 0]);
  });

  test('is halved once by the refusals of one moment, after a pause of one second', async () => {
    for (let n = 0; n < 28; n += 1) window.ended(LIMITED);
    expect(window.free(0)).toBe(0);
    await clock.pass(1_000);
    expect(window.free(0)).toBe(24);
  });

  test('is paused until the circuit breaker allows the next call', async () => {
    window.ended(BROKEN);
    await clock.pass(19_999);
    expect(window.free(0)).toBe(0);
    await clock.pass(1);
    expect(window.free(0)).toBe(24);
  });

  test('keeps a size of one, and grows by one with each call that ends, up to its largest size', async () => {
    for (let n = 0; n < 10; n += 1) {
      window.ended(LIMITED);
      await clock.pass(1_000);
    }
    expect(window.free(0)).toBe(1);
    for (let n = 0; n < 5; n += 1) window.ended(undefined);
    expect(window.free(0)).toBe(6);
    for (let n = 0; n < 100; n += 1) window.ended(undefined);
    expect(window.free(0)).toBe(48);
  });
});
