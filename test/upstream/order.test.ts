import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { createGuard } from '../../src/guard/guard.js';
import { guardUpstream } from '../../src/guard/guarded-upstream.js';
import { type LiveUpstream } from '../../src/stream/upstream.js';
import { type Upstream } from '../../src/upstream/index.js';
import { callContext, openUpstream } from '../contract/upstream-subject.js';

const UNTIL = { mode: 'UNTIL', until: new Date('2099-01-01T00:00:00Z') } as const;
const emulator = createEmulator(demoWorld({ limits: 'off', latencyMs: 20 }));
let upstream: Upstream;
let live: LiveUpstream;

beforeAll(async () => {
  upstream = await openUpstream({ client: 'core' }, (await emulator.listen()).endpoint);
  const limits = ['ResumeLiveStream', 'ForbidLiveStream'].map((operation) => ({ operation, limit: 0 }));
  const guard = createGuard({
    limits: limits.map((limit) => ({ ...limit, windowMs: 1000 })),
    requestTimeoutMs: 10_000,
    retry: { pauseMs: 20 },
  });
  live = { call: guardUpstream(guard)(upstream.live.call) };
});
afterAll(async () => {
  await upstream.close();
  await emulator.close();
});
beforeEach(() => {
  emulator.reset();
});

const isForbidden = (): boolean =>
  emulator.forbidden().some(({ appName, streamName }) => {
    return appName === DEMO_STREAM.appName && streamName === DEMO_STREAM.streamName;
  });
const resume = () => live.call('ResumeLiveStream', DEMO_STREAM, callContext());
const forbid = () => live.call('ForbidLiveStream', { address: DEMO_STREAM, order: UNTIL }, callContext());
const actions = (): string[] => emulator.calls().map(({ action }) => action.replace('LiveStream', ''));

describe('concurrent actions on one stream reach the upstream in order', () => {
  test('resume then forbid leaves the stream forbidden', async () => {
    await Promise.all([resume(), forbid()]);
    expect(actions()).toEqual(['Resume', 'Forbid']);
    expect(isForbidden()).toBe(true);
  });

  test('forbid then resume leaves the stream free', async () => {
    await Promise.all([forbid(), resume()]);
    expect(actions()).toEqual(['Forbid', 'Resume']);
    expect(isForbidden()).toBe(false);
  });

  test('the stream stays forbidden if the earlier resume is retried', async () => {
    emulator.inject({ fault: 'reset-before-answer', operation: 'ResumeLiveStream' });
    await Promise.all([resume(), forbid()]);
    expect(actions()).toEqual(['Resume', 'Resume', 'Forbid']);
    expect(isForbidden()).toBe(true);
  });

  test('the stream stays forbidden if the earlier resume hangs, and the resume is not retried', async () => {
    emulator.inject({ fault: 'hang', operation: 'ResumeLiveStream', times: 'always' });
    const resumed = resume().catch((thrown: unknown) => thrown);
    await forbid();
    await resumed;
    expect(actions().at(-1)).toBe('Forbid');
    expect(isForbidden()).toBe(true);
  });

  test('many actions arrive in order, one after another', async () => {
    const all = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? resume() : forbid()));
    await Promise.all(all);
    expect(actions()).toEqual(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 'Resume' : 'Forbid')),
    );
  });
});
