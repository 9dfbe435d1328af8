import { describe, expect, test } from '@jest/globals';
import { StreamError } from '../../src/stream/errors.js';
import { createWasForbidden, WAS_FORBIDDEN_WAIT_MS } from '../../src/stream/was-forbidden.js';
import { VirtualClock } from '../support/virtual-clock.js';

const ADDRESS = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };

/** A directory whose answer the test gives, on a clock that the test moves. */
function createWorld(authorize: () => void = () => undefined) {
  const clock = new VirtualClock();
  const { promise, resolve, reject } = Promise.withResolvers<boolean | undefined>();
  let reads = 0;
  const isForbidden = () => {
    reads += 1;
    return promise;
  };
  const read = createWasForbidden({ authorize, directory: { isForbidden }, clock });
  const call = {
    caller: { subject: 'm', claims: {} },
    correlationId: 'c-1',
    signal: new AbortController().signal,
    lane: 'interactive' as const,
  };
  return { clock, resolve, reject, reads: () => reads, answer: read(ADDRESS, call) };
}

describe('wasForbidden', () => {
  test('is what the list holds by 299 ms, and leaves no timer', async () => {
    const { clock, resolve, answer } = createWorld();
    await clock.pass(WAS_FORBIDDEN_WAIT_MS - 1);
    resolve(true);
    expect(await answer).toBe(true);
    expect(clock.timers).toBe(0);
  });

  test('is not known after 300 ms, whatever the list holds later', async () => {
    const { clock, resolve, answer } = createWorld();
    await clock.pass(WAS_FORBIDDEN_WAIT_MS);
    expect(await answer).toBeUndefined();
    resolve(true);
    await clock.settle();
    expect(await answer).toBeUndefined();
  });

  test('is not known where the list cannot be read, and never rejects', async () => {
    const { clock, reject, answer } = createWorld();
    reject(new StreamError('UPSTREAM_UNAVAILABLE'));
    expect(await answer).toBeUndefined();
    expect(clock.timers).toBe(0);
  });

  test('is not read for a caller without `read`', async () => {
    const { reads, answer } = createWorld(() => {
      throw new StreamError('FORBIDDEN');
    });
    expect(await answer).toBeUndefined();
    expect(reads()).toBe(0);
  });
});
