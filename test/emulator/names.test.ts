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
