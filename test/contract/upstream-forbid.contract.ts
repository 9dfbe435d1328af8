import { describe, expect, test } from '@jest/globals';
import { DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { callContext, failureOf, openGround, type Subject } from './upstream-subject.js';

const ON_AIR = { domainName: 'push.example.com', appName: 'live', streamName: 'match-44' };
const UNTIL = { mode: 'UNTIL', until: new Date('2099-02-03T04:05:06.789Z') } as const;
const ADDRESS_PARAMS = {
  DomainName: 'push.example.com',
  AppName: 'live',
  StreamName: 'match-44',
  LiveStreamType: 'publisher',
};

/** Names that a lossy encoding, a filter or a normalization would change. */
export const ODD_NAMES = [
  'a b',
  '100%25',
  'a+b&c=d',
  "it's(*)!~",
  '"quoted"\\back',
  '<b>&amp;',
  'Ünïcode',
  'U\u0308nicode',
  '新品发布',
  '😀',
  '\u200bzero\u2060width',
  '?x#y',
  '..',
  '__proto__',
  'Case',
] as const;

/** Tests forbids. Every client of ApsaraVideo Live runs this suite. */
export function upstreamForbidContract({ name, options }: Subject): void {
  describe(`forbid through ${name}`, () => {
    const ground = openGround(options);
    const { emulator } = ground;

    test('UNTIL sends only Oneshot=no and the end in whole seconds UTC, and the stream is listed', async () => {
      const { requestId } = await ground.live.call(
        'ForbidLiveStream',
        { address: ON_AIR, order: UNTIL },
        callContext(),
      );
      const [call] = emulator.calls();
      expect(emulator.calls()).toHaveLength(1);
      expect(call).toMatchObject({ action: 'ForbidLiveStream', method: 'POST', signatureVerified: true });
      expect(call?.params).toEqual({
        ...ADDRESS_PARAMS,
        Oneshot: 'no',
        ResumeTime: '2099-02-03T04:05:06Z',
      });
      expect(requestId).toBe(call?.requestId);
      const untilMs = Date.parse('2099-02-03T04:05:06Z');
      expect(emulator.forbidden()).toContainEqual({ ...ON_AIR, untilMs });
      expect(emulator.online()).not.toContainEqual(expect.objectContaining(ON_AIR));
    });

    test('CUT sends Oneshot=yes without an end, and the stream is cut but not listed', async () => {
      await ground.live.call('ForbidLiveStream', { address: ON_AIR, order: { mode: 'CUT' } }, callContext());
      expect(emulator.calls()[0]?.params).toEqual({ ...ADDRESS_PARAMS, Oneshot: 'yes' });
      expect(emulator.forbidden()).not.toContainEqual(expect.objectContaining(ON_AIR));
      expect(emulator.online()).not.toContainEqual(expect.objectContaining(ON_AIR));
    });

    test('a second forbid moves the end', async () => {
      await ground.live.call('ForbidLiveStream', { address: ON_AIR, order: UNTIL }, callContext());
      const until = new Date('2099-12-31T23:59:59Z');
      await ground.live.call(
        'ForbidLiveStream',
        { address: ON_AIR, order: { mode: 'UNTIL', until } },
        callContext(),
      );
      const ends = emulator.forbidden().filter(({ streamName }) => streamName === ON_AIR.streamName);
      expect(ends).toEqual([{ ...ON_AIR, untilMs: until.getTime() }]);
    });

    test('the upstream refuses an end in the past, and the error is bad input', async () => {
      const until = new Date('2001-01-01T00:00:00Z');
      expect(
        await failureOf(
          ground.live.call(
            'ForbidLiveStream',
            { address: ON_AIR, order: { mode: 'UNTIL', until } },
            callContext(),
          ),
        ),
      ).toMatchObject({
        code: 'BAD_USER_INPUT',
        outcome: 'REJECTED',
        upstreamCode: 'InvalidResumeTime.Malformed',
      });
    });

    test.each([Number.NaN, Date.UTC(10_000, 0), -8.64e15])(
      'an end that has no text form (%d) is refused before anything is sent',
      async (time) => {
        const order = { mode: 'UNTIL', until: new Date(time) } as const;
        const told = await failureOf(
          ground.live.call('ForbidLiveStream', { address: ON_AIR, order }, callContext()),
        );
        expect(told).toMatchObject({ code: 'BAD_USER_INPUT', outcome: 'NOT_SENT' });
        expect(emulator.calls()).toEqual([]);
      },
    );

    test('a full forbid list is QUOTA_EXCEEDED', async () => {
      for (let index = emulator.forbidden().length; index < 10_000; index += 1)
        emulator.forbid({ ...DEMO_STREAM, streamName: `filler-${index}` });
      expect(
        await failureOf(
          ground.live.call('ForbidLiveStream', { address: ON_AIR, order: UNTIL }, callContext()),
        ),
      ).toMatchObject({
        code: 'QUOTA_EXCEEDED',
        outcome: 'REJECTED',
      });
    });

    test.each(ODD_NAMES)('the name %j arrives unchanged, and the same name resumes it', async (odd) => {
      const address = { domainName: 'push.example.com', appName: odd, streamName: odd };
      await ground.live.call('ForbidLiveStream', { address, order: UNTIL }, callContext());
      expect(emulator.forbidden()).toContainEqual(expect.objectContaining(address));
      await ground.live.call('ResumeLiveStream', address, callContext());
      expect(emulator.forbidden()).not.toContainEqual(expect.objectContaining(address));
    });
  });
}
