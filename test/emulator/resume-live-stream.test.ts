import { describe, expect, it } from '@jest/globals';
import { RESUME, runningWorld, verdict } from './support/world.js';

const { emulator, call } = runningWorld({ limits: 'off' });
const resume = (AppName: string, StreamName: string, DomainName: string = RESUME.DomainName) =>
  call('ResumeLiveStream', { ...RESUME, DomainName, AppName, StreamName });
const forbiddenNames = () => emulator.forbidden().map((s) => `${s.domainName} ${s.appName}/${s.streamName}`);

describe('ResumeLiveStream', () => {
  it('removes the stream from the forbid list and answers with only a RequestId', async () => {
    const answer = await resume('live', 'match-42');

    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      RequestId: expect.stringMatching(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/),
    });
    expect(forbiddenNames()).not.toContain('push.example.com live/match-42');
    expect(forbiddenNames()).toContain('push.example.com rehearsal/match-42');
  });

  it('removes the stream name in all apps of the domain for the app name "*"', async () => {
    emulator.forbid({ domainName: 'push.brand-b.example.com', appName: 'live', streamName: 'match-42' });
    await resume('*', 'match-42');

    expect(forbiddenNames().filter((name) => name.endsWith('/match-42'))).toEqual([
      'push.brand-b.example.com live/match-42',
    ]);
    expect(forbiddenNames()).toContain('push.example.com live/match-43');
  });

  it('succeeds for a stream that is not forbidden', async () => {
    expect((await resume('live', 'not-forbidden')).status).toBe(200);
  });

  it('does not put the stream on air', async () => {
    await resume('live', 'match-42');
    expect(emulator.online().map((s) => s.streamName)).not.toContain('match-42');
  });

  it.each(['DomainName', 'AppName', 'StreamName', 'LiveStreamType'])(
    'refuses a call with an absent or empty %s',
    async (name) => {
      const rest = Object.fromEntries(Object.entries(RESUME).filter(([other]) => other !== name));
      for (const query of [rest, { ...RESUME, [name]: '' }]) {
        const answer = await call('ResumeLiveStream', query);
        expect(answer.status).toBe(400);
        expect(answer.json).toMatchObject({ Code: `Missing${name}`, RequestId: expect.any(String) });
      }
      expect(forbiddenNames()).toContain('push.example.com live/match-42');
    },
  );

  it('refuses a LiveStreamType other than publisher', async () => {
    const query = { ...RESUME, LiveStreamType: 'player' };
    expect((await call('ResumeLiveStream', query)).json).toMatchObject({ Code: 'InvalidParam' });
  });

  it('refuses an unknown domain with 404 and a streaming domain with 403', async () => {
    const unknown = await resume('live', 'match-42', 'push.elsewhere.example');
    const streaming = await resume('live', 'match-42', 'live.example.com');

    expect(verdict(unknown)).toEqual([404, 'InvalidDomain.NotFound']);
    expect(verdict(streaming)).toEqual([403, 'IllegalOperation']);
  });

  it('finds a domain in upper case', async () => {
    expect((await resume('live', 'match-42', 'PUSH.Example.com')).status).toBe(200);
    expect(forbiddenNames()).not.toContain('push.example.com live/match-42');
  });
});
