import { readFile } from 'node:fs/promises';
import { describe, expect } from '@jest/globals';
import { type Page } from 'playwright-core';
import { inBrowser, inBrowserEach, LOCALES, setUpConsole, TEXTS } from '../support/console-world.js';
import { DOMAIN } from '../support/live-events.js';

const MANY = 10_000;
const FAILING = 9_000;
const T = TEXTS['en-US'];
const FORBIDDEN = `/streams?domain=${DOMAIN}&tab=forbidden`;

interface Started {
  readonly operationName: string;
  readonly variables: { readonly input: { readonly idempotencyKey: string } };
}

const dialog = (page: Page) => page.getByRole('dialog');
const toCsvFile = (text: string | Buffer, name = 'streams.csv') => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

describe('bulk jobs', () => {
  const world = setUpConsole();

  inBrowserEach(LOCALES)('the selected streams are resumed by one job: %s', async (locale) => {
    const t = TEXTS[locale];
    const { page, faults } = await world.open(FORBIDDEN, { locale });
    await page
      .getByRole('row', { name: /live\/match-42/ })
      .getByRole('checkbox')
      .check();
    await page
      .getByRole('row', { name: /live\/match-43/ })
      .getByRole('checkbox')
      .check();
    await page.getByRole('button', { name: `${t.streams.resumeSelected} (2)` }).click();
    await dialog(page).getByLabel(t.common.reason).fill('end of the match');
    await dialog(page).getByRole('button', { name: t.bulk.start }).click();
    await page.getByText(t.jobs.state.FINISHED, { exact: true }).waitFor();
    await page.getByText('end of the match').waitFor();
    await page.getByRole('link', { name: t.nav.jobs, exact: true }).click();
    await page.getByRole('link', { name: /end of the match/ }).waitFor();
    const left = world.emulator.forbidden().filter(({ domainName }) => domainName === DOMAIN);
    expect(left.map(({ appName }) => appName)).toEqual(['rehearsal']);
    expect(faults).toEqual([]);
  });

  inBrowserEach(LOCALES)(
    'a stream that was not forbidden has a note, on the page and in the download: %s',
    async (locale) => {
      const t = TEXTS[locale];
      const { page, faults } = await world.open(FORBIDDEN, { locale });
      await page.getByRole('button', { name: t.streams.upload }).click();
      await dialog(page)
        .locator('input[type="file"]')
        .setInputFiles(toCsvFile('live,match-42\nlive,match-99\n'));
      await dialog(page).getByRole('button', { name: t.bulk.start }).click();
      await page.getByText(t.jobs.state.FINISHED, { exact: true }).waitFor();
      const row = (name: RegExp) => page.getByRole('row', { name });
      await row(/match-99/)
        .getByText(t.jobs.notForbidden)
        .waitFor();
      expect(
        await row(/match-42/)
          .getByText(t.jobs.notForbidden)
          .count(),
      ).toBe(0);
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: t.common.download }).click();
      const lines = (await readFile(await (await saving).path(), 'utf8')).trimEnd().split('\n');
      expect(lines.map((line) => line.split(',').at(-1))).toEqual(['wasForbidden', 'true', 'false']);
      expect(faults).toEqual([]);
    },
  );

  inBrowser('every forbidden stream of an app is resumed, and none of another app', async () => {
    const { page } = await world.open(FORBIDDEN);
    await page.getByRole('button', { name: T.streams.resumeAll }).click();
    await dialog(page).getByLabel(T.bulk.allOfApp).fill('rehearsal');
    await dialog(page).getByRole('button', { name: T.bulk.start }).click();
    await page.getByText(T.jobs.state.FINISHED, { exact: true }).waitFor();
    const left = world.emulator.forbidden().filter(({ domainName }) => domainName === DOMAIN);
    expect(left.map(({ appName }) => appName)).toEqual(['live', 'live']);
  });

  inBrowser(
    'after a lost answer, another file starts another job, and the same file starts no second job',
    async () => {
      const { page } = await world.open(FORBIDDEN);
      await page.getByRole('button', { name: T.streams.upload }).click();
      const keys: string[] = [];
      let isLost = true;
      await page.route('**/graphql', async (route) => {
        const { operationName, variables } = route.request().postDataJSON() as Started;
        if (operationName !== 'ConsoleStartJob') return route.continue();
        keys.push(variables.input.idempotencyKey);
        if (!isLost) return route.continue();
        await route.fetch();
        return route.abort();
      });
      const start = async (file: string) => {
        await dialog(page).locator('input[type="file"]').setInputFiles(toCsvFile(file));
        await dialog(page)
          .getByText(/in the file$/)
          .waitFor();
        await dialog(page).getByRole('button', { name: T.bulk.start }).click();
      };
      await start('live,match-42\n');
      await dialog(page).getByText(T.error.network).waitFor();
      await dialog(page).getByLabel(T.common.reason).fill('another reason');
      const lost = page.waitForEvent('requestfailed');
      await dialog(page).getByRole('button', { name: T.bulk.start }).click();
      await lost;
      await dialog(page).getByText(T.error.network).waitFor();
      isLost = false;
      await start('live,match-43\nrehearsal,match-42\n');
      await page.getByText(T.jobs.state.FINISHED, { exact: true }).waitFor();
      await page.getByText(/^2 of 2/).waitFor();
      expect(world.emulator.forbidden().filter(({ domainName }) => domainName === DOMAIN)).toEqual([]);
      expect(keys[1]).toBe(keys[0]);
      expect(keys[2]).not.toBe(keys[0]);
    },
  );

  inBrowser('a running job can be cancelled, and its remaining streams can be retried', async () => {
    world.emulator.configure({ latencyMs: 400 });
    const { page } = await world.open(FORBIDDEN);
    await page.getByRole('button', { name: T.streams.upload }).click();
    const lines = Array.from({ length: 400 }, (_, index) => `live,s-${index}\n`).join('');
    await dialog(page).locator('input[type="file"]').setInputFiles(toCsvFile(lines));
    await dialog(page).getByRole('button', { name: T.bulk.start }).click();
    await page.getByRole('button', { name: T.jobs.cancelJob }).click();
    await dialog(page).getByRole('button', { name: T.jobs.cancelJob }).click();
    await page.getByText(T.jobs.state.CANCELLED, { exact: true }).first().waitFor();
    world.emulator.configure({ latencyMs: 0 });
    const first = page.url();
    await page.getByRole('button', { name: /^Retry \d+ streams$/ }).click();
    await page.waitForURL((url) => url.href !== first);
    await page.getByText(T.jobs.state.RUNNING, { exact: true }).waitFor();
  });
});

describe('a job of 10,000 streams of which 9,000 fail', () => {
  const world = setUpConsole({
    world: { limits: 'off' },
    env: { BUDGET_RESUME_LIVE_STREAM: '0' },
  });

  inBrowser(
    'shows the number of failures by code, and the download has every stream',
    async () => {
      world.emulator.inject({
        fault: 'Forbidden.RAM',
        operation: 'ResumeLiveStream',
        after: MANY - FAILING,
        times: 'always',
      });
      const { page, faults } = await world.open(FORBIDDEN);
      await page.getByRole('button', { name: T.streams.upload }).click();
      const lines = Array.from({ length: MANY }, (_, index) => `live,=s-${index}\n`).join('');
      await dialog(page).locator('input[type="file"]').setInputFiles(toCsvFile(lines));
      await dialog(page).getByRole('button', { name: T.bulk.start }).click();
      await page.getByText(T.jobs.state.FINISHED, { exact: true }).waitFor({ timeout: 240_000 });
      // On a slow machine, a call that times out is sent again and meets the fault. Then a few more streams fail.
      const shown = await page.getByText(new RegExp(`^${T.jobs.failed}: 9,0\\d\\d$`)).innerText();
      const failed = shown.replaceAll(/\D/g, '');
      await page.getByText(new RegExp(`^UPSTREAM_DENIED: ${failed}$`, 'i')).waitFor({ timeout: 20_000 });
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: T.common.download }).click();
      const rows = (await readFile(await (await saving).path(), 'utf8')).trimEnd().split('\n');
      expect(rows).toHaveLength(MANY + 1);
      expect(rows[0]).toBe('\ufeffapp,stream,outcome,code,requestId,attempts,wasForbidden');
      expect(rows[1]).toMatch(/^live,'=s-0,/);
      expect(faults).toEqual([]);
    },
    300_000,
  );
});
