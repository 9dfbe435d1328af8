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
