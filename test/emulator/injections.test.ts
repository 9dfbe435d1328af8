import { describe, expect, it } from '@jest/globals';
import { RESUME, runningWorld } from './support/world.js';

const { emulator, call } = runningWorld({ limits: 'off' });
const resume = async (more: Partial<Record<keyof typeof RESUME, string>> = {}) =>
  (await call('ResumeLiveStream', { ...RESUME, ...more })).status;

describe('an injected fault', () => {
  it('applies to one call by default', async () => {
    emulator.inject({ fault: 'InternalError' });
    expect([await resume(), await resume()]).toEqual([500, 200]);
  });

  it('applies to `times` calls, after `after` calls without a fault', async () => {
    emulator.inject({ fault: 'InternalError', after: 1, times: 2 });
    expect([await resume(), await resume(), await resume(), await resume()]).toEqual([200, 500, 500, 200]);
  });

  it('applies to every call until it is removed, if `times` is always', async () => {
    emulator.inject({ fault: 'InternalError', times: 'always' });
    expect([await resume(), await resume(), await resume()]).toEqual([500, 500, 500]);
    emulator.clearFaults();
    expect(await resume()).toBe(200);
  });

  it('applies only to calls of its operation and with the names in `match`', async () => {
    emulator.inject({ fault: 'InternalError', operation: 'ForbidLiveStream' });
    emulator.inject({ fault: 'ServiceUnavailable', match: { streamName: 'a', appName: 'live' } });

    expect(await resume({ StreamName: 'b' })).toBe(200);
    expect(await resume({ StreamName: 'a', AppName: 'event' })).toBe(200);
    expect(await resume({ StreamName: 'a' })).toBe(503);
    expect((await call('ForbidLiveStream', RESUME)).status).toBe(500);
  });

  it('applies after the older faults that match are used up', async () => {
    emulator.inject({ fault: 'InternalError' });
    emulator.inject({ fault: 'ServiceUnavailable', times: 2 });
    expect(await resume()).toBe(500);
    expect(emulator.faults()).toMatchObject([{ fault: 'ServiceUnavailable', times: 2, after: 0 }]);
    expect([await resume(), await resume(), await resume()]).toEqual([503, 503, 200]);
  });

  it('is not used up by a call with a wrong signature', async () => {
    emulator.inject({ fault: 'InternalError' });
    expect((await call('ResumeLiveStream', RESUME, { accessKeySecret: 'wrong' })).status).toBe(400);
    expect(await resume()).toBe(500);
  });
});
