import { describe, expect, test } from '@jest/globals';
import { type RecordedAction, toForbidReason } from '../../src/console/streams/forbid-reason.js';
import { inBrowserEach, LOCALES, setUpConsole, TEXTS } from '../support/console-world.js';
import { DOMAIN, FORBID, RESUME } from '../support/live-events.js';

const NOW = Date.parse('2026-12-03T12:00:00Z');
/** Longer than a list can be late. */
const MINUTE_MS = 60_000;
const ago = (minutes: number): string => new Date(NOW - minutes * MINUTE_MS).toISOString();

const forbid: RecordedAction = {
  kind: 'FORBID',
  outcome: 'SUCCEEDED',
  by: 'mei',
  reason: 'a film',
  until: ago(-60),
  startedAt: ago(90),
};
const resume: RecordedAction = { kind: 'RESUME', outcome: 'SUCCEEDED', by: 'li', startedAt: ago(10) };
const known = { kind: 'known', by: 'mei', reason: 'a film' };

describe('the reason of the present forbid', () => {
  test.each<[string, readonly RecordedAction[], object]>([
    ['is that of the last forbid', [forbid], known],
    ['is that of a forbid after a resume', [{ ...forbid, startedAt: ago(1) }, resume], known],
    ['is not changed by a cut', [{ ...resume, kind: 'CUT' }, forbid], known],
    ['is not changed by a resume that was rejected', [{ ...resume, outcome: 'REJECTED' }, forbid], known],
    ['is not changed by a resume that was not sent', [{ ...resume, outcome: 'NOT_SENT' }, forbid], known],
    [
      'is not that of a forbid that was not sent',
      [{ ...forbid, outcome: 'NOT_SENT' }],
      { kind: 'elsewhere' },
    ],
    ['is elsewhere after a resume', [resume, forbid], { kind: 'elsewhere' }],
    ['is not known soon after a resume', [{ ...resume, startedAt: ago(0.2) }, forbid], { kind: 'unknown' }],
    [
      'is not known after a resume with an unknown outcome',
      [{ ...resume, outcome: 'UNKNOWN' }, forbid],
      { kind: 'unknown' },
    ],
    ['is elsewhere after the end of the forbid', [{ ...forbid, until: ago(1) }], { kind: 'elsewhere' }],
    ['is not known soon after that end', [{ ...forbid, until: ago(0.2) }], { kind: 'unknown' }],
    ['is elsewhere without an action', [], { kind: 'elsewhere' }],
  ])('%s', (_rule, actions, why) => {
    expect(toForbidReason({ actions, hasOlder: false, forbiddenUntil: undefined }, NOW)).toEqual(why);
  });

  test('is not known if only older actions can have it', () => {
    const actions = [{ ...resume, kind: 'CUT' as const }];
    const record = { actions, hasOlder: true, forbiddenUntil: undefined };
    expect(toForbidReason(record, NOW)).toEqual({ kind: 'unknown' });
    expect(toForbidReason({ ...record, hasOlder: false, forbiddenUntil: ago(-60) }, NOW)).toEqual({
      kind: 'unknown',
    });
  });
});

describe('a stream that was forbidden and resumed through the gateway', () => {
  const world = setUpConsole();
  const stream = { domainName: DOMAIN, appName: 'live', streamName: 'match-99' };

  inBrowserEach(LOCALES)('and is forbidden elsewhere has no reason of the old forbid: %s', async (locale) => {
    const t = TEXTS[locale];
    await world.gateway.post(FORBID, { input: { ...stream, reason: 'a film' } });
    const { page, faults } = await world.open(`/streams?domain=${DOMAIN}&tab=forbidden`, { locale });
    const row = page.getByRole('row', { name: /live\/match-99/ });
    await row.getByText('a film').waitFor();
    await world.gateway.post(RESUME, { input: stream });
    await row.waitFor({ state: 'detached' });
    world.emulator.forbid(stream);
    // For the page, more time has passed than a list can be late.
    await page.clock.setSystemTime(Date.now() + MINUTE_MS);
    await row.getByText(t.streams.forbidReason.elsewhere).waitFor();
    expect(await row.getByText('a film').count()).toBe(0);
    expect(faults).toEqual([]);
  });
});
