import { readFile } from 'node:fs/promises';
import { expect } from '@jest/globals';
import { inBrowser, inBrowserEach, LOCALES, ON_AIR, setUpConsole, TEXTS } from '../support/console-world.js';
import { DOMAIN, FORBID, RESUME } from '../support/live-events.js';

const world = setUpConsole();
const T = TEXTS['en-US'];

async function act(): Promise<void> {
  await world.gateway.post(FORBID, { input: { ...ON_AIR, reason: '=HYPERLINK("x")' } });
  await world.gateway.post(RESUME, { input: { ...ON_AIR, reason: 'a mistake' } });
}

inBrowserEach(LOCALES)('actions are found by kind, domain and caller: %s', async (locale) => {
  const t = TEXTS[locale];
  await act();
  const { page, faults } = await world.open('/audit', { locale });
  await page.getByRole('row', { name: /a mistake/ }).waitFor();
  await page.getByLabel(t.common.kind, { exact: true }).selectOption('FORBID');
  await page.getByRole('row', { name: /a mistake/ }).waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /HYPERLINK/ }).waitFor();
  await page.getByLabel(t.audit.by).fill('another');
  await page.getByText(t.audit.empty).waitFor();
  await page.getByLabel(t.audit.by).fill('developer');
  await page.getByRole('combobox', { name: t.common.domain }).selectOption(DOMAIN);
  await page.getByRole('row', { name: /HYPERLINK/ }).waitFor();
  expect(faults).toEqual([]);
});

inBrowser('the download has every action, and a spreadsheet runs no cell as a formula', async () => {
  await act();
  const { page } = await world.open('/audit');
  await page.getByRole('row', { name: /a mistake/ }).waitFor();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: T.common.download }).click();
  const text = await readFile(await (await saving).path(), 'utf8');
  expect(text).toMatch(/^\ufeffstartedAt,finishedAt,kind,outcome,domain,app,stream,by,reason/);
  expect(text.trimEnd().split('\n')).toHaveLength(3);
  expect(text).toContain(`"'=HYPERLINK(""x"")"`);
});

inBrowserEach(LOCALES)(
  'an action on every app shows its domain, app and stream, without a link: %s',
  async (locale) => {
    await world.gateway.post(RESUME, { input: { ...ON_AIR, appName: '*', reason: 'all apps' } });
    const { page, faults } = await world.open('/audit', { locale });
    const row = page.getByRole('row', { name: /all apps/ });
    await row.getByText(DOMAIN).waitFor();
    await row.getByText(`*/${ON_AIR.streamName}`).waitFor();
    expect(await row.getByRole('link').count()).toBe(0);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: TEXTS[locale].common.download }).click();
    const text = await readFile(await (await saving).path(), 'utf8');
    expect(text).toContain(`,${DOMAIN},*,${ON_AIR.streamName},developer,all apps,`);
    expect(faults).toEqual([]);
  },
);

inBrowser('a date that is typed on the keyboard needs no key between the year and the time', async () => {
  await act();
  const { page, faults } = await world.open('/audit');
  await page.getByRole('row', { name: /a mistake/ }).waitFor();
  await page.getByLabel(T.audit.before, { exact: true }).focus();
  await page.keyboard.type('010120261000AM');
  await page.getByText(T.audit.empty).waitFor();
  expect(await page.getByLabel(T.audit.before, { exact: true }).inputValue()).toBe('2026-01-01T10:00');
  expect(faults).toEqual([]);
});

inBrowserEach(LOCALES)(
  'a date that is not valid shows an error at its field, and keeps the other filters: %s',
  async (locale) => {
    const t = TEXTS[locale];
    await act();
    const { page, faults } = await world.open('/audit', { locale });
    await page.getByLabel(t.audit.by).fill('developer');
    await page.getByLabel(t.common.kind, { exact: true }).selectOption('RESUME');
    for (const label of [t.audit.since, t.audit.before]) {
      const field = page.getByLabel(label, { exact: true });
      await field.fill('20266-01-01T00:00');
      await page.getByText(t.common.dateInvalid).waitFor();
      await page.getByRole('row', { name: /a mistake/ }).waitFor();
      await page.getByRole('row', { name: /HYPERLINK/ }).waitFor({ state: 'detached' });
      await field.fill('');
      await page.getByText(t.common.dateInvalid).waitFor({ state: 'detached' });
    }
    expect(await page.getByLabel(t.audit.by).inputValue()).toBe('developer');
    expect(faults).toEqual([]);
  },
);

inBrowserEach(LOCALES)(
  'the budgets page shows the used calls and the fill level of the forbid list: %s',
  async (locale) => {
    const t = TEXTS[locale];
    const { page, faults } = await world.open('/budgets', { locale });
    await page.getByRole('img', { name: /ResumeLiveStream/ }).waitFor();
    await page.getByText(`${DOMAIN}: 3 / 10,000`).waitFor();
    expect(await page.getByText(t.budgets.title).first().isVisible()).toBe(true);
    expect(faults).toEqual([]);
  },
);
