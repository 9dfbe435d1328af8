import { describe, expect } from '@jest/globals';
import { type Page } from 'playwright-core';
import { inBrowser, inBrowserEach, LOCALES, ON_AIR, setUpConsole, TEXTS } from '../support/console-world.js';
import { DOMAIN, FORBID, RESUME } from '../support/live-events.js';

const world = setUpConsole();
const T = TEXTS['en-US'];
const START = `mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id } } }`;
const SINCE = '2026-01-02T03:04';

const gone = (page: Page, name: RegExp) => page.getByRole('row', { name }).waitFor({ state: 'detached' });
const shown = (page: Page, name: RegExp) => page.getByRole('row', { name }).waitFor();

async function startJob(): Promise<string> {
  const streams = [{ appName: 'live', streamName: 'match-42' }];
  const { body } = await world.gateway.post(START, { input: { domainName: DOMAIN, streams } });
  return (body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume.id;
}

/** Goes to the page of the item and back, and opens a copy of the URL in another tab. */
async function afterBackAndInCopy(
  page: Page,
  item: RegExp,
  check: (page: Page) => Promise<void>,
): Promise<void> {
  const url = page.url();
  await page.getByRole('main').getByRole('link', { name: item }).first().click();
  await page.waitForURL((next) => next.href !== url);
  await page.goBack();
  await check(page);
  expect(page.url()).toBe(url);
  const copy = await page.context().newPage();
  await copy.goto(url);
  await check(copy);
}

describe('the filter of a list is kept by Back and by a copied link', () => {
  inBrowserEach(LOCALES)('of forbidden streams: %s', async (locale) => {
    const t = TEXTS[locale];
    const { page, faults } = await world.open(`/streams?domain=${DOMAIN}&tab=forbidden`, { locale });
    await page.getByLabel(t.common.search).pressSequentially('MATCH-42');
    await gone(page, /match-43/);
    await page.getByLabel(t.common.app, { exact: true }).fill('live');
    await gone(page, /rehearsal/);
    await page.waitForURL(/search=MATCH-42&app=live/);
    await afterBackAndInCopy(page, /match-42/, async (at) => {
      await shown(at, /live\/match-42/);
      expect(await at.getByRole('row').count()).toBe(2);
      expect(await at.getByLabel(t.common.search).inputValue()).toBe('MATCH-42');
      expect(await at.getByLabel(t.common.app, { exact: true }).inputValue()).toBe('live');
    });
    expect(faults).toEqual([]);
  });

  inBrowser('of streams on air, even if the item is opened at once', async () => {
    const { page, faults } = await world.open(`/streams?domain=${DOMAIN}&tab=online`);
    await shown(page, /match-44/);
    await page.getByLabel(T.common.search).fill('44');
    await page.getByRole('link', { name: /match-44/ }).click();
    await page.getByText(T.stream.timeline).waitFor();
    await page.goBack();
    await shown(page, /match-44/);
    expect(await page.getByLabel(T.common.search).inputValue()).toBe('44');
    expect(faults).toEqual([]);
  });

  inBrowserEach(LOCALES)('of actions: %s', async (locale) => {
    const t = TEXTS[locale];
    await world.gateway.post(FORBID, { input: ON_AIR });
    await world.gateway.post(RESUME, { input: { ...ON_AIR, reason: 'a mistake' } });
    const { page, faults } = await world.open('/audit', { locale, timezoneId: 'Asia/Shanghai' });
    await shown(page, /a mistake/);
    await page.getByLabel(t.audit.by).fill('developer');
    await page.getByLabel(t.common.kind, { exact: true }).selectOption('FORBID');
    await page.getByLabel(t.audit.since, { exact: true }).fill(SINCE);
    await gone(page, /a mistake/);
    // The reader of the link may be in another time zone.
    await page.waitForURL((url) => url.searchParams.get('since') === '2026-01-01T19:04:00.000Z');
    await afterBackAndInCopy(page, /match-44/, async (at) => {
      await shown(at, /match-44/);
      expect(await at.getByRole('row').count()).toBe(2);
      expect(await at.getByLabel(t.audit.by).inputValue()).toBe('developer');
      expect(await at.getByLabel(t.common.kind, { exact: true }).inputValue()).toBe('FORBID');
      expect(await at.getByLabel(t.audit.since, { exact: true }).inputValue()).toBe(SINCE);
    });
    expect(faults).toEqual([]);
  });

  inBrowser('of jobs, and of the items of a job', async () => {
    const id = await startJob();
    const { page, faults } = await world.open('/jobs');
    await page.getByText(T.jobs.state.FINISHED, { exact: true }).last().waitFor();
    await page.getByLabel(T.common.outcome).selectOption('FINISHED');
    await page.waitForURL(/state=FINISHED/);
    await afterBackAndInCopy(page, new RegExp(DOMAIN), async (at) => {
      await at.getByRole('link', { name: new RegExp(id) }).waitFor();
      expect(await at.getByLabel(T.common.outcome).inputValue()).toBe('FINISHED');
    });
    await page.getByRole('link', { name: new RegExp(id) }).click();
    await shown(page, /match-42/);
    await page.getByLabel(T.common.outcome).selectOption('FAILED');
    await gone(page, /match-42/);
    await page.waitForURL(/outcome=FAILED/);
    await page.getByRole('link', { name: T.nav.audit, exact: true }).click();
    await page.getByRole('heading', { name: T.audit.title }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: T.jobs.items }).waitFor();
    expect(await page.getByLabel(T.common.outcome).inputValue()).toBe('FAILED');
    expect(faults).toEqual([]);
  });
});

inBrowser(
  'a filter adds no entry to the history, and a link to the page without it empties its fields',
  async () => {
    await world.gateway.post(RESUME, { input: ON_AIR });
    const { page, faults } = await world.open('/jobs');
    await page.getByRole('link', { name: T.nav.audit, exact: true }).click();
    const by = page.getByLabel(T.audit.by);
    await by.pressSequentially('another', { delay: 60 });
    await page.getByText(T.audit.empty).waitFor();
    await page.getByRole('link', { name: T.nav.audit, exact: true }).click();
    await shown(page, /match-44/);
    expect(await by.inputValue()).toBe('');
    await page.goBack();
    await page.getByText(T.audit.empty).waitFor();
    expect(await by.inputValue()).toBe('another');
    await page.goBack();
    await page.getByRole('heading', { name: T.jobs.title }).waitFor();
    expect(faults).toEqual([]);
  },
);

inBrowser('a filter of the URL with a wrong value filters nothing', async () => {
  await world.gateway.post(RESUME, { input: ON_AIR });
  const { page, faults } = await world.open('/audit?kind=DELETE&outcome=toString&since=yesterday');
  await shown(page, /match-44/);
  expect(await page.getByLabel(T.audit.since, { exact: true }).inputValue()).toBe('');
  await page.goto(new URL('/console/audit?domain=push.unknown.example.com', world.gateway.url).href);
  await page.getByRole('alert').or(page.getByText(T.audit.empty)).waitFor();
  expect(await page.getByRole('combobox', { name: T.common.domain }).inputValue()).toBe(
    'push.unknown.example.com',
  );
  expect(faults).toEqual([]);
});
