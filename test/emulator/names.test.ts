import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RESUME, runningWorld } from './support/world.js';

const world = runningWorld({ limits: 'off' });

/** Any text that UTF-8 can encode. */
const names = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 60 })
  .filter((name) => name.isWellFormed());

describe('a name in any script', () => {
  it('arrives unchanged, and its signature is verified', async () => {
    const AWKWARD = ["!'()*~-_.", 'a+b c%20d', '新品发布', '🎬👨‍👩‍👧', 'مباراة', 'é', 'é', '&=?#/', 'a\u0000b'];
    await fc.assert(
      fc.asyncProperty(names, names, async (AppName, StreamName) => {
        const answer = await world.call('ResumeLiveStream', { ...RESUME, AppName, StreamName });
        const [recorded] = world.emulator.calls({ last: 1 });
        expect(answer.status).toBe(200);
        expect(recorded).toMatchObject({ signatureVerified: true, params: { AppName, StreamName } });
      }),
      { numRuns: 100, examples: AWKWARD.map((name) => [name, name]) },
    );
  });
});

describe('a name with NUL', () => {
  it('identifies exactly one stream', async () => {
    const { DomainName } = RESUME;
    const stateOf = async (AppName: string, StreamName: string) =>
      (await world.call('DescribeLiveStreamState', { DomainName, AppName, StreamName })).json['StreamState'];
    world.emulator.publish({ domainName: DomainName, appName: 'a\u0000b', streamName: 'c' });

    expect(await stateOf('a\u0000b', 'c')).toBe('online');
    expect(await stateOf('a', 'b\u0000c')).toBe('offline');
  });
});

describe('a domain in capital letters', () => {
  it('is the same domain in every control', () => {
    const { emulator } = world;
    const stream = { domainName: RESUME.DomainName, appName: 'live', streamName: 'capital' };
    const capital = { ...stream, domainName: stream.domainName.toUpperCase() };

    emulator.startEncoder({ ...capital, transcodes: ['lld'] });
    expect(emulator.encoders()).toContainEqual({ ...stream, state: 'on air' });
    expect(emulator.online().filter(({ streamName }) => streamName.startsWith('capital'))).toHaveLength(2);

    emulator.forbid(capital);
    expect(emulator.encoders()).toContainEqual({ ...stream, state: 'cut' });
    expect(emulator.stopEncoder(capital)).toBe(true);
    expect(emulator.encoders()).not.toContainEqual(expect.objectContaining(stream));
  });

  it('is the same domain for callbacks and faults', async () => {
    const { emulator } = world;
    const DomainName = RESUME.DomainName;
    emulator.setCallbacks(DomainName.toUpperCase(), { url: 'http://127.0.0.1:1/' });
    const { json } = await world.call('DescribeLiveStreamsNotifyUrlConfig', { DomainName });
    expect(json['LiveStreamsNotifyConfig']).toMatchObject({ NotifyUrl: 'http://127.0.0.1:1/' });

    emulator.inject({ fault: 'IllegalOperation', match: { domainName: DomainName.toUpperCase() } });
    expect((await world.call('ResumeLiveStream', RESUME)).json['Code']).toBe('IllegalOperation');
    expect((await world.call('ResumeLiveStream', RESUME)).status).toBe(200);
  });
});
