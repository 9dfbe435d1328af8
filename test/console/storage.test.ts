import { afterEach, describe, expect } from '@jest/globals';
import { type BrowserContext } from 'playwright-core';
import { launchWithoutStorage } from '../support/chromium.js';
import { openInContext, signIn } from '../support/console-page.js';
import { inBrowser, inBrowserEach, LOCALES, setUpConsole, TEXTS } from '../support/console-world.js';
import { DOMAIN } from '../support/live-events.js';
import { startOidcWorld } from '../support/oidc-world.js';

const T = TEXTS['en-US'];
const STORED = `(() => { try { return localStorage.length; } catch (error) { return error.name; } })()`;

let context: BrowserContext | undefined;
afterEach(async () => {
  await context?.close();
  context = undefined;
});

describe('in a browser that denies storage to the console', () => {
  const world = setUpConsole();

  inBrowserEach(LOCALES)('every page works, and a stream is resumed: %s', async (locale) => {
    const t = TEXTS[locale];
    const { origin } = new URL(world.gateway.url);
    context = await launchWithoutStorage(origin, { locale });
    const { page, faults } = await openInContext(context, `${origin}/console`);
    expect(await page.evaluate(STORED)).toBe('SecurityError');
    await page.getByRole('link', { name: new RegExp(`^${DOMAIN}`) }).click();
    await page.getByRole('heading', { name: DOMAIN }).waitFor();
    const row = page.getByRole('row', { name: /live\/match-42/ });
    await row.getByRole('button', { name: t.resume.button }).click();
    await page.getByRole('dialog').getByRole('button', { name: t.resume.confirm }).click();
    await row.getByText(t.resume.back).waitFor();
    await page.getByRole('button', { name: t.common.theme }).click();
    expect(await page.getAttribute('html', 'data-mantine-color-scheme')).toBe('dark');
    const other = locale === 'en-US' ? 'zh-CN' : 'en';
    await page.getByLabel(t.common.language).selectOption(other);
    const { nav } = TEXTS[other === 'en' ? 'en-US' : other];
    for (const name of [nav.jobs, nav.audit, nav.budgets]) {
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { name, exact: true }).waitFor();
    }
    // The page keeps in memory what it cannot store.
    await page.getByRole('link', { name: nav.streams, exact: true }).click();
    await page.getByRole('heading', { name: DOMAIN }).waitFor();
    expect(faults).toEqual([]);
  });
});

inBrowser('a user of a browser that denies storage signs in in a window, after a click', async () => {
  const world = await startOidcWorld();
  try {
    world.provider.roles.set('mei', ['moderator']);
    const { origin } = new URL(world.consoleUrl);
    context = await launchWithoutStorage(origin);
    const url = `${world.consoleUrl}/streams?domain=${DOMAIN}&tab=online`;
    const { page, faults } = await openInContext(context, url, [world.provider.issuer]);
    await page.getByText(T.session.noStorage).waitFor();
    expect(await page.evaluate(STORED)).toBe('SecurityError');
    const opening = page.waitForEvent('popup');
    await page.getByRole('button', { name: T.session.signIn, exact: true }).click();
    const popup = await opening;
    const closed = popup.waitForEvent('close');
    await signIn(popup, 'mei');
    await closed;
    await page.getByRole('row', { name: /match-44/ }).waitFor();
    expect(page.url()).toBe(url);
    expect(await page.getByText('mei', { exact: true }).isVisible()).toBe(true);
    expect(faults).toEqual([]);
  } finally {
    await context?.close();
    context = undefined;
    await world.close();
  }
});
