import { describe, expect, it } from '@jest/globals';
import { Recorder } from '../../src/emulator/recorder.js';
import { RESUME, runningWorld } from './support/world.js';

const world = runningWorld({ limits: 'off' });

const arrival = (action: string) => ({
  at: 1,
  action,
  method: 'POST',
  rawQuery: '',
  headers: { host: 'a', 'x-acs-action': action },
  connectionId: 1,
  requestId: 'R',
});

describe('a recorded call', () => {
  it('contains the call and its answer', async () => {
    const before = Date.now();
    const query = { ...RESUME, StreamName: '新品' };
    const answer = await world.call('ResumeLiveStream', query, { headers: { 'x-acs-retry-attempts': '1' } });

    const [recorded] = world.emulator.calls();
    expect(JSON.parse(JSON.stringify(recorded))).toEqual({
      sequence: 1,
      at: expect.any(Number),
      action: 'ResumeLiveStream',
      method: 'POST',
      rawQuery: expect.stringContaining('StreamName=%E6%96%B0%E5%93%81'),
      params: query,
      headers: expect.arrayContaining(['host', 'authorization', 'x-acs-date', 'x-acs-retry-attempts']),
      accessKeyId: 'LTAI-emulator-demo-key',
      connectionId: expect.any(Number),
      requestId: answer.json['RequestId'],
      signatureVerified: true,
      answer: { status: 200, requestId: answer.json['RequestId'] },
      aborted: false,
    });
    expect(Math.abs((recorded?.at ?? 0) - before)).toBeLessThan(60_000);
  });

  it('contains no signature and no token', async () => {
    await world.call('ResumeLiveStream', RESUME, { headers: { 'x-acs-security-token': 'token-xyz' } });
    const text = JSON.stringify(world.emulator.calls());
    expect(text).not.toContain('token-xyz');
    expect(text).not.toContain('Signature=');
  });

  it('exists for an unsigned call with an invalid query too', async () => {
    await world.call('ResumeLiveStream', RESUME, { rawQuery: '%zz', unsigned: { authorization: undefined } });
    expect(world.emulator.calls()[0]).toMatchObject({ params: {}, signatureVerified: false });
  });

  it('has the number of its connection', async () => {
    await world.call('ResumeLiveStream', RESUME);
    await world.call('ResumeLiveStream', RESUME);
    const [first, second] = world.emulator.calls();
    expect(first?.connectionId).not.toBe(second?.connectionId);
  });
});

describe('the recorder', () => {
  it('keeps the last 100,000 calls', () => {
    const recorder = new Recorder();
    for (let n = 0; n < 100_003; n += 1) recorder.start(arrival('A'));
    const calls = recorder.calls();
    expect(calls).toHaveLength(100_000);
    expect([calls[0]?.sequence, calls.at(-1)?.sequence]).toEqual([4, 100_003]);
  });

  it('filters calls by sequence and action, and limits their number', () => {
    const recorder = new Recorder();
    for (const action of ['A', 'B', 'A', 'A', 'B']) recorder.start(arrival(action));
    const sequences = (filter: Parameters<Recorder['calls']>[0]) =>
      recorder.calls(filter).map((c) => c.sequence);
    expect(sequences({ action: 'A' })).toEqual([1, 3, 4]);
    expect(sequences({ action: 'A', since: 1 })).toEqual([3, 4]);
    expect(sequences({ last: 2 })).toEqual([4, 5]);
    expect(sequences({ last: 0 })).toEqual([]);
  });
});
