import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { chromiumPath, launchChromium } from '../support/chromium.js';
import { type ConsolePage, openConsole, signIn } from '../support/console-page.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { writeGrants } from '../support/grants.js';
import { liveWorld } from '../support/live-events.js';
import {
  createOidcProvider,
  OIDC_AUDIENCE,
  OIDC_CLIENT_ID,
  type OidcProvider,
} from '../support/oidc-provider.js';
import { DEMO_KEYS, toUpstreamEnv } from '../support/upstream-env.js';

const DOMAIN = 'push.example.com';
const inBrowser = chromiumPath === undefined ? test.skip : test;

let provider: OidcProvider;
let emulator: Emulator;
let gateway: TestGateway;
let browser: Browser;
let opened: ConsolePage | undefined;
let consoleUrl: string;

beforeAll(async () => {
  provider = await createOidcProvider();
  provider.roles.set('mei', ['moderator']);
  emulator = createEmulator(liveWorld());
  const { endpoint } = await emulator.listen();
  gateway = await startGateway({
    ...toUpstreamEnv(endpoint),
    ...DEMO_KEYS,
    NODE_ENV: 'production',
    AUTH_MODE: 'jwt',
    AUTH_JWKS_URL: provider.jwksUrl,
    AUTH_ISSUER: provider.issuer,
    AUTH_AUDIENCE: OIDC_AUDIENCE,
    CONSOLE_OIDC_CLIENT_ID: OIDC_CLIENT_ID,
    GRANTS_FILE: writeGrants({ allow: ['read', 'resume', 'forbid'], domains: [DOMAIN], anyApp: true }),
  });
  const { origin } = new URL(gateway.url);
  consoleUrl = `${origin}/console`;
  provider.allow(origin);
  if (chromiumPath !== undefined) browser = await launchChromium();
}, 60_000);
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});
afterAll(async () => {
  if (chromiumPath !== undefined) await browser.close();
  await gateway.close();
  await emulator.close();
  await provider.close();
});

const open = async (path = ''): Promise<ConsolePage> => {
  opened = await openConsole(browser, `${consoleUrl}${path}`, { origins: [provider.issuer] });
  return opened;
};

inBrowser(
  'a moderator signs in at the identity provider and arrives at the address that was opened',
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

inBrowser('a person without a grant learns that a role is missing', async () => {
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
  expect(new URL(page.url()).origin).toBe(provider.issuer);
});

inBrowser('an old token is renewed by its refresh token, and nothing is seen of it', async () => {
  provider.setLifetime(32);
  const { page, faults } = await open(`/streams?domain=${DOMAIN}&tab=online`);
  await signIn(page, 'mei');
  await page.getByRole('table').waitFor();
  const renewed = page.waitForRequest((request) => request.url() === `${provider.issuer}/token`, {
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
    provider.setLifetime(32);
    const { page } = await open(`/streams?domain=${DOMAIN}&tab=online`);
    await signIn(page, 'mei');
    await page
      .getByRole('row', { name: /on-air/ })
      .getByRole('button', { name: 'Forbid' })
      .click();
    await page.getByLabel('Reason').fill('trailers of a film');
    await page.waitForTimeout(2_500);
    provider.forget();
    provider.setLifetime(600);
    await page.getByRole('dialog').getByRole('button', { name: 'Forbid' }).click();
    const popup = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await signIn(await popup, 'mei');
    await page.getByText(/^Forbidden until/).waitFor();
    expect(emulator.calls().filter(({ action }) => action === 'ForbidLiveStream')).toHaveLength(1);
  },
);
