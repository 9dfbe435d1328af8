import { describe, expect } from '@jest/globals';
import { type Page } from 'playwright-core';
import { startGateway } from '../support/gateway.js';
import { inBrowser, inBrowserEach, LOCALES, setUpConsole, TEXTS } from '../support/console-world.js';
import { CALLBACK_ENV, DOMAIN } from '../support/live-events.js';
import { DEMO_KEYS, toUpstreamEnv } from '../support/upstream-env.js';

const FORBIDDEN = `/streams?domain=${DOMAIN}&tab=forbidden`;
const T = TEXTS['en-US'];
const rowOf = (page: Page, name: RegExp) => page.getByRole('row', { name });

async function resume(page: Page, t: (typeof TEXTS)[keyof typeof TEXTS] = T): Promise<void> {
  await rowOf(page, /live\/match-42/)
    .getByRole('button', { name: t.resume.button })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: t.resume.confirm }).click();
}

describe('when ApsaraVideo Live', () => {
  const world = setUpConsole({ env: { LIVE_TIMEOUT_MS: '600', REQUEST_TIMEOUT_MS: '2000' } });
  const sent = () => world.emulator.calls().filter(({ action }) => action === 'ResumeLiveStream');

  inBrowserEach(LOCALES)(
    'does not answer, the outcome is shown as unknown, with a way to check: %s',
    async (locale) => {
      const t = TEXTS[locale];
      world.emulator.inject({ fault: 'hang', operation: 'ResumeLiveStream', times: 'always' });
      const { page, faults } = await world.open(FORBIDDEN, { locale });
      await resume(page, t);
      await page.getByText(t.resume.unknown).waitFor();
      world.emulator.clearFaults();
      await page.getByRole('button', { name: t.resume.checkAgain }).click();
      await page.getByText(new RegExp(`${t.resume.stillForbidden}|${t.resume.noLonger}`)).waitFor();
      expect(faults).toEqual([]);
    },
  );

  inBrowserEach([
    ['refuses the access of the gateway', 'Forbidden.RAM', /refused the access of the gateway/],
    ['does not know the domain', 'InvalidDomain.NotFound', /This domain is not known/],
  ] as const)(
    '%s, the dialog stays open with the next step and ids to copy',
    async (_what, fault, message) => {
      world.emulator.inject({ fault, operation: 'ResumeLiveStream', times: 'always' });
      const { page } = await world.open(FORBIDDEN);
      await resume(page);
      const dialog = page.getByRole('dialog');
      await dialog.getByText(message).waitFor();
      await dialog.getByRole('button', { name: `${T.common.copy} ${T.error.correlationId}` }).waitFor();
      await dialog.getByRole('button', { name: `${T.common.copy} ${T.error.requestId}` }).waitFor();
      expect(sent()).toHaveLength(1);
    },
  );

  inBrowserEach(LOCALES)(
    'answers slowly, the dialog cannot be closed until it shows that the action was refused: %s',
    async (locale) => {
      const t = TEXTS[locale];
      world.emulator.inject({ fault: 'Forbidden.RAM', operation: 'ForbidLiveStream', times: 'always' });
      const { page } = await world.open(`/streams?domain=${DOMAIN}&tab=online`, { locale });
      const { promise: answered, resolve: answer } = Promise.withResolvers<undefined>();
      await page.route('**/graphql', async (route) => {
        if (route.request().postData()?.includes('ConsoleForbid') === true) await answered;
        await route.continue();
      });
      await rowOf(page, /live\/match-44/)
        .getByRole('button', { name: t.forbid.button })
        .click();
      const dialog = page.getByRole('dialog');
      const button = dialog.getByRole('button', { name: t.forbid.confirm });
      await button.click();
      await dialog.getByText(t.common.sending).waitFor();
      await page.keyboard.press('Escape');
      for (const name of [t.common.cancel, t.common.close])
        await dialog.getByRole('button', { name, disabled: true }).waitFor();
      answer(undefined);
      await dialog.getByText('UPSTREAM_DENIED').waitFor();
      await button.and(page.locator(':focus')).waitFor();
      expect(await dialog.getByText(t.common.sending).count()).toBe(0);
      await dialog.getByRole('button', { name: t.common.cancel }).click();
      await dialog.waitFor({ state: 'detached' });
    },
  );

  inBrowser('answers slowly, a second and a third click send nothing more', async () => {
    world.emulator.configure({ latencyMs: 300 });
    const { page } = await world.open(FORBIDDEN);
    await rowOf(page, /live\/match-42/)
      .getByRole('button', { name: T.resume.button })
      .click();
    const button = page.getByRole('dialog').getByRole('button', { name: T.resume.confirm });
    await button.evaluate((element: HTMLElement) => {
      element.click();
      element.click();
      element.click();
    });
    await page.getByText(/^Resumed \d+ s ago/).waitFor();
    expect(sent()).toHaveLength(1);
  });
});

describe('when the gateway', () => {
  const world = setUpConsole();

  inBrowser('restarts, the page reports the lost connection and reads the missed changes', async () => {
    const { page } = await world.open(FORBIDDEN);
    await rowOf(page, /match-43/).waitFor();
    await page.getByText(T.connection.live, { exact: true }).waitFor();
    const { port } = new URL(world.gateway.url);
    await world.gateway.close();
    await page.getByText(T.connection.lost).waitFor();
    world.emulator.forbid({ domainName: DOMAIN, appName: 'live', streamName: 'forbidden-meanwhile' });
    const again = await startGateway({
      ...toUpstreamEnv(world.endpoint),
      ...DEMO_KEYS,
      ...CALLBACK_ENV,
      AUTH_MODE: 'none',
      PORT: port,
    });
    try {
      await rowOf(page, /forbidden-meanwhile/).waitFor({ timeout: 15_000 });
      await page.getByText(T.connection.live, { exact: true }).waitFor();
    } finally {
      await again.close();
    }
  });

  inBrowserEach(LOCALES)(
    'restarts with another key of development tokens, the open page takes the new token: %s',
    async (locale) => {
      const t = TEXTS[locale];
      const { page, faults } = await world.open(FORBIDDEN, { locale });
      await rowOf(page, /match-43/).waitFor();
      await page.getByText(t.connection.live, { exact: true }).waitFor();
      const { port } = new URL(world.gateway.url);
      await world.gateway.close();
      await page.getByText(t.connection.lost).waitFor();
      const env = { ...toUpstreamEnv(world.endpoint), ...DEMO_KEYS, ...CALLBACK_ENV };
      const again = await startGateway({ ...env, AUTH_MODE: 'dev', PORT: port });
      try {
        expect(again.token).not.toBe(world.gateway.token);
        await page.getByText(t.connection.live, { exact: true }).waitFor();
        await resume(page, t);
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        expect(await page.getByRole('alert').count()).toBe(0);
        const sent = world.emulator.calls().filter(({ action }) => action === 'ResumeLiveStream');
        expect(sent.map(({ params }) => params['StreamName'])).toEqual(['match-42']);
        expect(faults).toEqual([]);
      } finally {
        await again.close();
      }
    },
  );

  inBrowser('is out of reach, a click has an unknown outcome, and the page stays open', async () => {
    const { page } = await world.open(FORBIDDEN);
    await rowOf(page, /match-43/).waitFor();
    await page.context().setOffline(true);
    await resume(page);
    await page.getByText(T.resume.unknown).waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: T.resume.checkAgain }).click();
    await page.getByText(T.resume.stillForbidden).waitFor();
    expect(world.emulator.calls().filter(({ action }) => action === 'ResumeLiveStream')).toEqual([]);
  });

  inBrowser(
    'is reached over a slow network, no page is blank and no click is lost',
    async () => {
      const { page } = await world.open('/jobs');
      const session = await page.context().newCDPSession(page);
      await session.send('Network.enable');
      await session.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 400,
        downloadThroughput: 50_000,
        uploadThroughput: 20_000,
      });
      await page.goto(new URL(`/console${FORBIDDEN}`, world.gateway.url).href, { timeout: 60_000 });
      await resume(page);
      await page.getByText(/^Resumed \d+ s ago|^Back on air/).waitFor();
      expect(world.emulator.calls().filter(({ action }) => action === 'ResumeLiveStream')).toHaveLength(1);
    },
    60_000,
  );
});
