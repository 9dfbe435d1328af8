import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { chromiumPath, launchChromium } from '../support/chromium.js';
import { type ConsolePage, openConsole, signIn } from '../support/console-page.js';
import { inBrowserEach, type Locale, LOCALES, TEXTS } from '../support/console-world.js';
import { DOMAIN } from '../support/live-events.js';
import { type OidcWorld, startOidcWorld } from '../support/oidc-world.js';

let world: OidcWorld;
let browser: Browser;
const opened: ConsolePage[] = [];

beforeAll(async () => {
  if (chromiumPath !== undefined) browser = await launchChromium();
}, 60_000);
beforeEach(async () => {
  world = await startOidcWorld();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((page) => page.close()));
  await world.close();
});
afterAll(async () => {
  if (chromiumPath !== undefined) await browser.close();
});

/** Opens a page and signs in a user with one role. */
async function enter(role: string, path: string, locale: Locale): Promise<ConsolePage> {
  world.provider.roles.set(role, [role]);
  const page = await openConsole(browser, `${world.consoleUrl}${path}`, {
    locale,
    origins: [world.provider.issuer],
  });
  opened.push(page);
  await signIn(page.page, role);
  return page;
}

const rowOf = (page: Page, name: RegExp) => page.getByRole('row', { name });
const FORBIDDEN = `/streams?domain=${DOMAIN}&tab=forbidden`;

describe('the roles, from the sign-in to the result', () => {
  inBrowserEach(LOCALES)(
    'a moderator forbids a stream, resumes it, and sees it on air: %s',
    async (locale) => {
      const t = TEXTS[locale];
      const { page, faults } = await enter('moderator', `/streams?domain=${DOMAIN}&tab=online`, locale);
      await rowOf(page, /match-44/)
        .getByRole('button', { name: t.forbid.button })
        .click();
      await page.getByLabel(t.forbid.preset1h).check();
      await page.getByLabel(t.common.reason).fill('a film');
      await page.getByRole('dialog').getByRole('button', { name: t.forbid.confirm }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByRole('tab', { name: t.tabs.forbidden }).click();
      const row = rowOf(page, /match-44/);
      await row.getByText('a film').waitFor();
      await row.getByRole('button', { name: t.resume.button }).click();
      await page.getByRole('dialog').getByRole('button', { name: t.resume.confirm }).click();
      await row.getByText(t.resume.back).waitFor();
      expect(world.emulator.online().map(({ streamName }) => streamName)).toContain('match-44');
      expect(faults).toEqual([]);
    },
    40_000,
  );

  inBrowserEach(LOCALES)(
    'streamer support resumes a stream, and sees no button for other actions: %s',
    async (locale) => {
      const t = TEXTS[locale];
      const { page, faults } = await enter('support', FORBIDDEN, locale);
      await rowOf(page, /live\/match-42/)
        .getByRole('button', { name: t.resume.button })
        .click();
      await page.getByLabel(t.common.reason).fill('appeal granted');
      await page.getByRole('dialog').getByRole('button', { name: t.resume.confirm }).click();
      await rowOf(page, /live\/match-42/)
        .getByText(t.resume.back)
        .waitFor();
      await page.getByRole('tab', { name: t.tabs.online }).click();
      await rowOf(page, /match-44/).waitFor();
      expect(await page.getByRole('button', { name: t.forbid.button, exact: true }).count()).toBe(0);
      expect(await page.getByRole('button', { name: t.cut.button, exact: true }).count()).toBe(0);
      expect(faults).toEqual([]);
    },
    40_000,
  );

  inBrowserEach(LOCALES)(
    'an operator opens and cancels the job of another user, and finds it in the ledger: %s',
    async (locale) => {
      const t = TEXTS[locale];
      world.emulator.configure({ latencyMs: 300 });
      const support = await enter('support', FORBIDDEN, locale);
      await support.page.getByRole('button', { name: t.streams.upload }).click();
      const lines = Array.from({ length: 300 }, (_, index) => `live,s-${index}\n`).join('');
      const file = { name: 'streams.csv', mimeType: 'text/csv', buffer: Buffer.from(lines) };
      await support.page.getByRole('dialog').locator('input[type="file"]').setInputFiles(file);
      await support.page.getByLabel(t.common.reason).fill('end of the cup');
      await support.page.getByRole('dialog').getByRole('button', { name: t.bulk.start }).click();
      await support.page.getByText(t.jobs.state.RUNNING, { exact: true }).waitFor();

      const { page, faults } = await enter('operator', '/jobs', locale);
      await page.getByRole('link', { name: /end of the cup/ }).click();
      await page.getByRole('button', { name: t.jobs.cancelJob }).click();
      await page.getByRole('dialog').getByRole('button', { name: t.jobs.cancelJob }).click();
      await page.getByText(t.jobs.state.CANCELLED, { exact: true }).first().waitFor();
      await page.getByRole('link', { name: t.nav.audit, exact: true }).click();
      await page.getByLabel(t.audit.by).fill('support');
      await page
        .getByRole('row', { name: /end of the cup/ })
        .first()
        .waitFor();
      await page.getByRole('link', { name: t.nav.budgets, exact: true }).click();
      await page.getByRole('img', { name: /ResumeLiveStream/ }).waitFor();
      expect([...support.faults, ...faults]).toEqual([]);
    },
    60_000,
  );

  inBrowserEach(LOCALES)(
    'an auditor reads everything, and sees no button for an action: %s',
    async (locale) => {
      const t = TEXTS[locale];
      const { page, faults } = await enter('auditor', FORBIDDEN, locale);
      await rowOf(page, /live\/match-42/).waitFor();
      const actions = [t.resume.button, t.streams.byName, t.streams.upload, t.streams.resumeAll];
      for (const name of actions)
        expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
      expect(
        await rowOf(page, /live\/match-42/)
          .getByRole('checkbox')
          .isDisabled(),
      ).toBe(true);
      await page.getByRole('link', { name: t.nav.audit, exact: true }).click();
      await page.getByText(t.audit.empty).waitFor();
      expect(faults).toEqual([]);
    },
    40_000,
  );
});
