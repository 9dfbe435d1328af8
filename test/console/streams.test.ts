import { describe, expect } from '@jest/globals';
import { type Page } from 'playwright-core';
import { DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { inBrowser, inBrowserEach, LOCALES, ON_AIR, setUpConsole, TEXTS } from '../support/console-world.js';
import { DOMAIN } from '../support/live-events.js';

const world = setUpConsole();
const FORBIDDEN = `/streams?domain=${DOMAIN}&tab=forbidden`;
const ONLINE = `/streams?domain=${DOMAIN}&tab=online`;
const T = TEXTS['en-US'];

const rowOf = (page: Page, name: RegExp) => page.getByRole('row', { name });
const sent = (action: string) => world.emulator.calls().filter((call) => call.action === action);

describe('a moderator', () => {
  inBrowserEach(LOCALES)('resumes a stream and sees it on air again: %s', async (locale) => {
    const t = TEXTS[locale];
    const { page, faults } = await world.open(FORBIDDEN, { locale });
    await rowOf(page, /live\/match-42/)
      .getByRole('button', { name: t.resume.button })
      .click();
    await page.getByLabel(t.common.reason).fill('end of the incident');
    await page.getByRole('dialog').getByRole('button', { name: t.resume.confirm }).click();
    const waiting = new RegExp(t.resume.waiting.replace('{{seconds}}', String.raw`\d+`));
    await rowOf(page, /live\/match-42/)
      .getByText(waiting)
      .waitFor();
    await rowOf(page, /live\/match-42/)
      .getByText(t.resume.back)
      .waitFor();
    expect(sent('ResumeLiveStream')).toHaveLength(1);
    expect(world.emulator.online().map(({ streamName }) => streamName)).toContain(DEMO_STREAM.streamName);
    expect(faults).toEqual([]);
  });

  inBrowserEach(LOCALES)(
    'forbids a stream for a time, and other users see the caller and the reason: %s',
    async (locale) => {
      const t = TEXTS[locale];
      const { page, faults } = await world.open(ONLINE, { locale });
      const other = await world.open(FORBIDDEN, { locale });
      await rowOf(page, /live\/match-44/)
        .getByRole('button', { name: t.forbid.button })
        .click();
      await page.getByLabel(t.forbid.preset7d).check();
      await page.getByLabel(t.common.reason).fill('盗播 of a film');
      await page.getByRole('dialog').getByRole('button', { name: t.forbid.confirm }).click();
      await rowOf(page, /live\/match-44/)
        .getByText(new RegExp(t.forbid.done.split('{{')[0] ?? ''))
        .waitFor();
      const seen = rowOf(other.page, /live\/match-44/);
      await seen.getByText('盗播 of a film').waitFor();
      await seen.getByText(t.streams.forbiddenBy.replace('{{by}}', 'developer')).waitFor();
      const until = await seen.locator('time').getAttribute('datetime');
      expect(Date.parse(until ?? '') - Date.now()).toBeGreaterThan(6.9 * 24 * 3_600_000);
      expect(sent('ForbidLiveStream')).toHaveLength(1);
      expect([...faults, ...other.faults]).toEqual([]);
    },
  );

  inBrowser('cuts a stream after the warning that encoders connect again', async () => {
    const { page, faults } = await world.open(ONLINE);
    await rowOf(page, /live\/match-44/)
      .getByRole('button', { name: T.cut.button })
      .click();
    await page.getByText(T.cut.warning).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: T.cut.confirm }).click();
    await rowOf(page, /live\/match-44/)
      .getByText(T.cut.done, { exact: true })
      .first()
      .waitFor();
    expect(sent('ForbidLiveStream')).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  inBrowser('finds a stream while the name is typed', async () => {
    const { page } = await world.open(FORBIDDEN);
    await rowOf(page, /match-43/).waitFor();
    await page.getByRole('searchbox', { name: T.common.search }).fill('rehears');
    await rowOf(page, /rehearsal\/match-42/).waitFor();
    await rowOf(page, /match-43/).waitFor({ state: 'detached' });
    await page.getByRole('searchbox', { name: T.common.search }).fill('no such');
    await page.getByText('No stream matches “no such”.').waitFor();
  });

  inBrowser('sees that a stream was not forbidden, and which similar name is forbidden', async () => {
    world.emulator.forbid({ domainName: DOMAIN, appName: 'live', streamName: 'Match-7' });
    const { page } = await world.open(FORBIDDEN);
    await page.getByRole('button', { name: T.streams.byName }).click();
    await page.getByRole('textbox', { name: T.common.app, exact: true }).last().fill('live');
    await page.getByRole('textbox', { name: T.common.stream, exact: true }).fill('match-7');
    await page.getByRole('dialog').getByRole('button', { name: T.resume.confirm }).click();
    await page.getByText(T.resume.notForbidden).waitFor();
    await page.getByText('A forbidden stream differs from it only in case: live/Match-7').waitFor();
    await page.getByRole('button', { name: T.resume.resumeLookalike }).click();
    await page.getByRole('dialog').getByText('Match-7').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: T.resume.confirm }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(world.emulator.forbidden().map(({ streamName }) => streamName)).not.toContain('Match-7');
  });

  inBrowser('shares the page of one stream, and an open page shows new actions', async () => {
    await world.gateway.post(
      'mutation ($input: ForbidLiveStreamInput!) { forbidLiveStream(input: $input) { requestId } }',
      { input: { ...ON_AIR, reason: 'a test of the page' } },
    );
    const { page } = await world.open(FORBIDDEN);
    await page.getByRole('link', { name: /live\/match-44/ }).click();
    await page.getByRole('heading', { name: 'live/match-44' }).waitFor();
    const shared = await world.open(new URL(page.url()).pathname.replace('/console', ''));
    await shared.page.getByText('a test of the page').waitFor();
    await shared.page.getByRole('button', { name: T.resume.button }).click();
    await shared.page.getByRole('dialog').getByRole('button', { name: T.resume.confirm }).click();
    await shared.page.getByText(T.resume.back).waitFor();
    await page.getByText(T.actionKind.RESUME, { exact: true }).first().waitFor();
    expect([...shared.faults]).toEqual([]);
  });
});

describe('two users on one stream', () => {
  inBrowser('see the same state: a resume by one removes the row for the other', async () => {
    const first = await world.open(FORBIDDEN);
    const second = await world.open(FORBIDDEN);
    await rowOf(second.page, /match-43/).waitFor();
    await rowOf(first.page, /match-43/)
      .getByRole('button', { name: T.resume.button })
      .click();
    await first.page.getByRole('dialog').getByRole('button', { name: T.resume.confirm }).click();
    await rowOf(second.page, /match-43/).waitFor({ state: 'detached' });
    expect(sent('ResumeLiveStream')).toHaveLength(1);
  });
});

describe('names', () => {
  inBrowserEach([
    ['of 255 characters', 'n'.repeat(255), 'n'.repeat(255)],
    ['in Chinese', '新品发布会', '新品发布会'],
    ['with emoji', '🎬-film', '🎬-film'],
    ['from right to left', 'بث-مباشر', 'بث-مباشر'],
    ['of a script', '<script>alert(1)<', '<script>alert(1)<'],
    ['of a formula', '=1+1', '=1+1'],
    ['with an invisible character', 'match\u200b-9', String.raw`match\u{200b}-9`],
  ])('%s are shown and resumed unchanged', async (_what, name, shown) => {
    world.emulator.forbid({ domainName: DOMAIN, appName: 'names', streamName: name });
    const { page, faults } = await world.open(FORBIDDEN);
    const row = page.getByRole('row').filter({ hasText: shown });
    await row.getByRole('button', { name: T.resume.button }).click();
    await page.getByRole('dialog').getByRole('button', { name: T.resume.confirm }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(sent('ResumeLiveStream').at(-1)?.params['StreamName']).toBe(name);
    expect(
      await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'),
    ).toBe(true);
    expect(faults).toEqual([]);
  });
});
