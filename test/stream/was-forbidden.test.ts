import { describe, expect, test } from '@jest/globals';
import { StreamError } from '../../src/stream/errors.js';
import { createWasForbidden, WAS_FORBIDDEN_WAIT_MS } from '../../src/stream/was-forbidden.js';
import { VirtualClock } from '../support/virtual-clock.js';

const ADDRESS = { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' };

/** Creates a read whose answer the test sets, with a clock that the test moves. */
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
  test('the answer is the state in the list if the list arrives within 299 ms, and no timer remains', async () => {
    const { clock, resolve, answer } = createWorld();
    await clock.pass(WAS_FORBIDDEN_WAIT_MS - 1);
    resolve(true);
    expect(await answer).toBe(true);
    expect(clock.timers).toBe(0);
  });

  test('the answer is undefined after 300 ms, even if the list arrives later', async () => {
    const { clock, resolve, answer } = createWorld();
    await clock.pass(WAS_FORBIDDEN_WAIT_MS);
    expect(await answer).toBeUndefined();
    resolve(true);
    await clock.settle();
    expect(await answer).toBeUndefined();
  });

  test('the answer is undefined if the list cannot be read, and the promise never rejects', async () => {
    const { clock, reject, answer } = createWorld();
    reject(new StreamError('UPSTREAM_UNAVAILABLE'));
    expect(await answer).toBeUndefined();
    expect(clock.timers).toBe(0);
  });

  test('the list is not read for a caller without `read`', async () => {
    const { reads, answer } = createWorld(() => {
      throw new StreamError('FORBIDDEN');
    });
    expect(await answer).toBeUndefined();
    expect(reads()).toBe(0);
  });
});
