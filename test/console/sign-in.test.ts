import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { chromiumPath, launchChromium } from '../support/chromium.js';
import { type ConsolePage, openConsole, signIn } from '../support/console-page.js';
import { inBrowser } from '../support/console-world.js';
import { DOMAIN } from '../support/live-events.js';
import { type OidcWorld, startOidcWorld } from '../support/oidc-world.js';

let world: OidcWorld;
let browser: Browser;
let opened: ConsolePage | undefined;

beforeAll(async () => {
  world = await startOidcWorld();
  world.provider.roles.set('mei', ['moderator']);
  if (chromiumPath !== undefined) browser = await launchChromium();
}, 60_000);
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});
afterAll(async () => {
  if (chromiumPath !== undefined) await browser.close();
  await world.close();
});

const open = async (path = ''): Promise<ConsolePage> => {
  opened = await openConsole(browser, `${world.consoleUrl}${path}`, { origins: [world.provider.issuer] });
  return opened;
};

inBrowser(
  'a moderator signs in at the identity provider and returns to the URL that was opened',
  async () => {
    const { page, faults } = await open(`/streams?domain=${DOMAIN}&tab=online`);
    await signIn(page, 'mei');
    await page.getByRole('heading', { name: DOMAIN }).waitFor();
    expect(new URL(page.url()).search).toBe(`?domain=${DOMAIN}&tab=online`);
    expect(await page.getByText('mei', { exact: true }).isVisible()).toBe(true);
    const stored = await page.evaluate(() =>
      JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
    );
    expect(stored).not.toMatch(/eyJ/);
    expect(faults).toEqual([]);
  },
);

inBrowser('a user without a grant sees that a role is missing', async () => {
  const { page, faults } = await open();
  await signIn(page, 'guest');
  await page.getByText('You have no domain').waitFor();
  expect(faults).toEqual([]);
});

inBrowser('signing out ends the session at the identity provider', async () => {
  const { page } = await open();
  await signIn(page, 'mei');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.locator('button[type="submit"]').first().click();
  await page.locator('input[name="login"]').waitFor();
  expect(new URL(page.url()).origin).toBe(world.provider.issuer);
});

inBrowser('a token is renewed by its refresh token before its end, without a fault on the page', async () => {
  world.provider.setLifetime(32);
  const { page, faults } = await open(`/streams?domain=${DOMAIN}&tab=online`);
  await signIn(page, 'mei');
  await page.getByRole('table').waitFor();
  const renewed = page.waitForRequest((request) => request.url() === `${world.provider.issuer}/token`, {
    timeout: 15_000,
  });
  await page.waitForTimeout(2_500);
  await page.getByRole('tab', { name: 'Recent actions' }).click();
  expect((await renewed).postData()).toContain('grant_type=refresh_token');
  await page.getByText('Nothing has been done through this gateway.').waitFor();
  expect(faults).toEqual([]);
});

inBrowser(
  'a session that has ended keeps the form, and the action is done after the next sign-in',
  async () => {
    world.provider.setLifetime(32);
    const { page } = await open(`/streams?domain=${DOMAIN}&tab=online`);
    await signIn(page, 'mei');
    await page
      .getByRole('row', { name: /match-44/ })
      .getByRole('button', { name: 'Forbid' })
      .click();
    await page.getByLabel('Reason').fill('trailers of a film');
    await page.waitForTimeout(2_500);
    world.provider.forget();
    world.provider.setLifetime(600);
    await page.getByRole('dialog').getByRole('button', { name: 'Forbid' }).click();
    const popup = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await signIn(await popup, 'mei');
    await page.getByText(/^Forbidden until/).waitFor();
    expect(world.emulator.calls().filter(({ action }) => action === 'ForbidLiveStream')).toHaveLength(1);
  },
);
