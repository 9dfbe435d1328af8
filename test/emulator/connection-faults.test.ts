import { describe, expect, it } from '@jest/globals';
import { type FaultParams } from '../../src/emulator/faults/behaviour.js';
import { FAULTS, type FaultName } from '../../src/emulator/faults/catalogue.js';
import { CONNECTION_FAULTS } from '../../src/emulator/faults/connection-faults.js';
import { bodyOf, callRaw, type RawAnswer } from './support/raw-socket.js';
import { until } from './support/until.js';
import { RESUME, runningWorld } from './support/world.js';

const world = runningWorld({ limits: 'off' });
const isForbidden = () =>
  world.emulator.forbidden().some((s) => `${s.appName}/${s.streamName}` === 'live/match-42');

/** Whether the headers and at least `bytes` of the body have arrived. */
const withBody = (bytes: number) => (text: string) =>
  text.includes('\r\n\r\n') && bodyOf({ text, ending: 'open' }).length >= bytes;
const PROMPT: FaultParams = { ms: 1, intervalMs: 1 };
const HEAD_OF_SUCCESS = /^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n/;

interface Sight {
  readonly ending: RawAnswer['ending'];
  readonly text: RegExp;
  readonly until?: (text: string) => boolean;
}

/** What a client receives, for each fault with any bytes or with an end of the connection. */
const SIGHTS: Readonly<Partial<Record<FaultName, Sight>>> = {
  delay: { ending: 'open', text: /\{"RequestId":"[0-9A-F-]{36}"\}$/, until: withBody(52) },
  'hang-after-headers': { ending: 'open', text: /content-length: 256\r\n[^]*\r\n\r\n$/, until: withBody(0) },
  drip: { ending: 'open', text: /\r\n\r\n(1\r\n \r\n){20}/, until: withBody(6 * 20) },
  // Node.js 26 puts the first two writes into one chunk.
  flood: { ending: 'open', text: /\{"RequestId":"(?:\r\n10000\r\n)?AAAA/, until: withBody(4 * 1024 * 1024) },
  'reset-before-answer': { ending: 'reset', text: /^$/ },
  'applied-then-reset': { ending: 'reset', text: /^$/ },
  'close-before-answer': { ending: 'end', text: /^$/ },
  'reset-during-body': { ending: 'reset', text: /content-length: 256\r\n[^]*\r\n\r\n\{"RequestId":"$/ },
  'close-during-body': { ending: 'end', text: /content-length: 256\r\n[^]*\r\n\r\n\{"RequestId":"$/ },
  'garbage-http': { ending: 'end', text: /^SSH-2\.0-OpenSSH_9\.9\r\n$/ },
  'header-overflow': { ending: 'end', text: /^HTTP\/1\.1 200 OK\r\nx-long: x{20480}\r\n\r\n$/ },
};
const SILENT = ['hang', 'applied-then-hang'] as const;

describe('a connection fault', () => {
  it('has a test in this file', () => {
    expect([...Object.keys(SIGHTS), ...SILENT].sort()).toEqual(Object.keys(CONNECTION_FAULTS).sort());
  });

  it.each(Object.entries(SIGHTS))(
    '%s answers as the table describes, and takes effect only if it `applies`',
    async (name, sight) => {
      const fault = name as FaultName;
      world.emulator.inject({ fault, params: PROMPT });

      const seen = await callRaw(world.endpoint(), sight.until);

      expect(seen.ending).toBe(sight.ending);
      expect(seen.text).toMatch(sight.text);
      if (sight.until) expect(seen.text).toMatch(HEAD_OF_SUCCESS);
      expect(isForbidden()).toBe(!(FAULTS[fault].applies ?? false));
      expect(world.emulator.calls()[0]).toMatchObject({ signatureVerified: true, answer: `fault:${fault}` });
    },
  );

  it.each(SILENT)(
    '%s sends no answer, and the call is recorded as aborted when its client disconnects',
    async (fault) => {
      world.emulator.inject({ fault });
      const leave = new AbortController();
      const gone = world.call('ResumeLiveStream', RESUME, { signal: leave.signal });
      const ended = expect(gone).rejects.toMatchObject({ name: 'AbortError' });
      await until(() => world.emulator.calls()[0]?.answer !== undefined);
      // A second complete call gives time for an answer that must not arrive.
      await world.call('ResumeLiveStream', { ...RESUME, StreamName: 'other' });
      expect(world.emulator.calls()[0]).toMatchObject({ answer: `fault:${fault}`, aborted: false });

      leave.abort();
      await ended;
      await until(() => world.emulator.calls()[0]?.aborted === true);
      expect(isForbidden()).toBe(fault === 'hang');
    },
  );

  it('takes effect if its params set `applies`', async () => {
    world.emulator.inject({ fault: 'close-before-answer', params: { applies: true } });
    await callRaw(world.endpoint());
    expect(isForbidden()).toBe(false);
  });

  it('is replaced by the refusal if its operation is refused', async () => {
    world.emulator.inject({ fault: 'applied-then-reset' });
    const answer = await world.call('ResumeLiveStream', { ...RESUME, DomainName: 'push.elsewhere.example' });
    expect(answer.json).toMatchObject({ Code: 'InvalidDomain.NotFound' });
  });
});
