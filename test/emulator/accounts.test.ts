import { describe, expect, it } from '@jest/globals';
import { DEMO_ACCOUNT, demoAccountsWorld, DEMO_SECOND_ACCOUNT } from '../../src/emulator/demo-world.js';
import { runningWorld, StillClock, verdict } from './support/world.js';

const clock = new StillClock();
const FIRST = { ...DEMO_ACCOUNT, limits: { ResumeLiveStream: 1 } };
const SECOND = { ...DEMO_SECOND_ACCOUNT, latencyMs: 200, limits: 'documented' as const };
const world = runningWorld({ ...demoAccountsWorld(), now: clock.now, accounts: [FIRST, SECOND] });

const resume = (
  key: { readonly accessKeyId: string; readonly accessKeySecret: string },
  DomainName: string,
  StreamName = 'match-42',
) =>
  world.call(
    'ResumeLiveStream',
    { DomainName, AppName: 'live', StreamName, LiveStreamType: 'publisher' },
    { ...key, date: clock.ms },
  );
const ofFirst = () => resume(FIRST, 'push.example.com');
const ofSecond = () => resume(SECOND, 'push.example.net');

describe('an account', () => {
  it('does not find the domains of another account', async () => {
    expect(verdict(await resume(FIRST, 'push.example.net'))).toEqual([404, 'InvalidDomain.NotFound']);
    expect(verdict(await resume(SECOND, 'push.example.com'))).toEqual([404, 'InvalidDomain.NotFound']);
    expect(verdict(await ofSecond())).toEqual([200, undefined]);
  });

  it('has its own limits', async () => {
    expect(verdict(await ofFirst())).toEqual([200, undefined]);
    expect(verdict(await ofFirst())).toEqual([400, 'Throttling.User']);
    for (let n = 0; n < 3; n += 1) expect(verdict(await ofSecond())).toEqual([200, undefined]);
  });

  it('has its own latency', async () => {
    const startMs = performance.now();
    await ofFirst();
    const firstMs = performance.now() - startMs;
    await ofSecond();
    expect(firstMs).toBeLessThan(150);
    expect(performance.now() - startMs - firstMs).toBeGreaterThanOrEqual(195);
  });

  it('gets only the faults that are injected for its access key', async () => {
    const { accessKeyId } = FIRST;
    world.emulator.inject({ fault: 'InternalError', match: { accessKeyId }, times: 'always' });
    expect(verdict(await ofSecond())).toEqual([200, undefined]);
    expect(verdict(await ofFirst())).toEqual([500, 'InternalError']);
  });

  it('is identified by the access key of each recorded call', async () => {
    await ofFirst();
    await ofSecond();
    const { accessKeyId } = SECOND;
    const calls = world.emulator.calls({ accessKeyId });
    expect(calls.map(({ params }) => params['DomainName'])).toEqual(['push.example.net']);
    const url = `http://${world.endpoint()}/_emulator/calls?accessKeyId=${accessKeyId}`;
    expect(await (await fetch(url)).json()).toHaveLength(1);
  });

  it('has its own forbid list', async () => {
    await ofSecond();
    const stream = { domainName: 'push.example.net', appName: 'live', streamName: 'match-42' };
    expect(world.emulator.forbid(stream)).toBe(true);
    await ofFirst();
    expect(world.emulator.forbidden()).toContainEqual(expect.objectContaining(stream));
  });
});
