import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect } from '@jest/globals';
import { type Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.js';
import { inBrowser, inBrowserEach, LOCALES, ON_AIR, setUpConsole, TEXTS } from '../support/console-world.js';
import { DOMAIN, FORBID } from '../support/live-events.js';

const world = setUpConsole();
const T = TEXTS['en-US'];
const MOST_SCRIPT_BYTES = 450 * 1024;

const START = `mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id } } }`;
const STREAM_ID = `query ($domainName: String!, $appName: String!, $streamName: String!) {
  liveStream(domainName: $domainName, appName: $appName, streamName: $streamName) { id }
}`;

/**
 * Creates content for every page: actions, a job, and a forbidden stream with a reason. Returns
 * the paths of all pages by name.
 */
async function fill(): Promise<Record<string, string>> {
  const { gateway } = world;
  await gateway.post(FORBID, { input: { ...ON_AIR, reason: 'بث a film' } });
  const streams = [{ appName: 'live', streamName: 'studio-1' }];
  const input = { domainName: 'push.brand-a.example.com', streams, reason: 'end of the match' };
  const started = await gateway.post(START, { input });
  const { bulkResume } = started.body.data?.['startBulkResume'] as { bulkResume: { id: string } };
  const { body } = await gateway.post(STREAM_ID, ON_AIR);
  const { id } = body.data?.['liveStream'] as { id: string };
  return {
    forbidden: `/streams?domain=${DOMAIN}&tab=forbidden`,
    online: `/streams?domain=${DOMAIN}&tab=online`,
    actions: `/streams?domain=${DOMAIN}&tab=actions`,
    stream: `/streams/${encodeURIComponent(id)}`,
    jobs: '/jobs',
    job: `/jobs/${encodeURIComponent(bulkResume.id)}`,
    audit: '/audit',
    budgets: '/budgets',
    missing: '/nowhere',
  };
}

const settled = async (page: Page): Promise<void> => {
  await page.locator('main h1').first().waitFor();
  await page.waitForLoadState('networkidle');
};
/** Returns whether the page fits the window. Waits up to 2 s, while the navigation moves away. */
async function fits(page: Page): Promise<boolean> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if (await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)) return true;
    await page.waitForTimeout(100);
  }
  return false;
}

describe('every page', () => {
  const LOOKS = LOCALES.flatMap((locale) =>
    (['light', 'dark'] as const).map((colorScheme) => [locale, colorScheme] as const),
  );
  inBrowserEach(LOOKS)(
    'is accessible and fits the window, wide and narrow: %s, %s',
    async (locale, colorScheme) => {
      const pages = await fill();
      const { page, faults } = await world.open('/jobs', { locale, colorScheme });
      for (const [name, path] of Object.entries(pages)) {
        await page.setViewportSize({ width: 1440, height: 800 });
        await page.goto(new URL(`/console${path}`, world.gateway.url).href);
        await settled(page);
        expect({ name, violations: await violationsOf(page) }).toEqual({ name, violations: [] });
        await page.setViewportSize({ width: 360, height: 720 });
        expect({ name, fits: await fits(page) }).toEqual({ name, fits: true });
        expect({ name, violations: await violationsOf(page) }).toEqual({ name, violations: [] });
        await page.setViewportSize({ width: 2560, height: 1440 });
        expect({ name, fits: await fits(page) }).toEqual({ name, fits: true });
      }
      expect(faults).toEqual([]);
    },
    120_000,
  );

  inBrowserEach(LOCALES)('has accessible dialogs: %s', async (locale) => {
    const t = TEXTS[locale];
    const { page } = await world.open(`/streams?domain=${DOMAIN}&tab=online`, { locale });
    for (const name of [t.forbid.button, t.cut.button]) {
      await page
        .getByRole('row', { name: /match-44/ })
        .getByRole('button', { name, exact: true })
        .click();
      await page.getByRole('dialog').getByLabel(t.common.reason).waitFor();
      // The dialog fades in within 200 ms. Before that, its text has too little contrast.
      await page.waitForTimeout(300);
      expect(await violationsOf(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  });

  inBrowser('sends requests only to the gateway', async () => {
    const pages = await fill();
    const { page, origins } = await world.open('/jobs');
    for (const path of Object.values(pages)) {
      await page.goto(new URL(`/console${path}`, world.gateway.url).href);
      await settled(page);
    }
    expect([...origins]).toEqual([new URL(world.gateway.url).origin]);
  });
});

inBrowser('the first load is at most 450 KB of JavaScript after compression', async () => {
  const { page } = await world.open('/jobs');
  const loaded: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') loaded.push(new URL(request.url()).pathname);
  });
  await page.goto(new URL('/console', world.gateway.url).href);
  await page.getByRole('table').waitFor();
  const sizes = loaded.map((path) => gzipSync(readFileSync(`dist${path}`)).length);
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
});

inBrowser('the keyboard alone resumes a stream', async () => {
  const { page } = await world.open(`/streams?domain=${DOMAIN}&tab=forbidden`);
  const row = page.getByRole('row', { name: /live\/match-42/ });
  await row.getByRole('button', { name: 'Resume' }).waitFor();
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const isThere = await row
      .getByRole('button', { name: 'Resume' })
      .evaluate((button) => button === document.activeElement);
    if (isThere) break;
  }
  await page.keyboard.press('Enter');
  await page.getByLabel('Reason').fill('by keyboard');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await row.getByText(/^Resumed|^Back on air/).waitFor();
});

describe('the focus', () => {
  const focused = (page: Page) => page.locator(':focus');

  inBrowser('returns to the button that opened a dialog, after Escape and after Cancel', async () => {
    const { page } = await world.open(`/streams?domain=${DOMAIN}&tab=forbidden`);
    const row = page.getByRole('row', { name: /live\/match-42/ });
    const openers = [
      row.getByRole('button', { name: T.resume.button }),
      page.getByRole('button', { name: T.streams.byName }),
      page.getByRole('button', { name: T.streams.upload }),
    ];
    for (const opener of openers)
      for (const closes of ['Escape', T.common.cancel]) {
        await opener.focus();
        await page.keyboard.press('Enter');
        await page.getByRole('dialog').locator(':focus').waitFor();
        if (closes === 'Escape') await page.keyboard.press('Escape');
        else await page.getByRole('dialog').getByRole('button', { name: closes }).click();
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        await opener.and(focused(page)).waitFor();
      }
  });

  inBrowser('stays in the row after a resume, and in the content after the start of a job', async () => {
    const { page } = await world.open(`/streams?domain=${DOMAIN}&tab=forbidden`);
    const row = page.getByRole('row', { name: /live\/match-42/ });
    await row.getByRole('button', { name: T.resume.button }).click();
    await page.getByRole('dialog').getByRole('button', { name: T.resume.confirm }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await row.locator(':focus').waitFor();
    await page.getByRole('button', { name: T.streams.resumeAll }).click();
    await page.getByRole('dialog').getByRole('button', { name: T.bulk.start }).click();
    await page.getByRole('link', { name: T.jobs.all }).waitFor();
    await page.getByRole('main').and(focused(page)).waitFor();
  });
});

inBrowser('the URL without a domain opens the domain that was chosen last', async () => {
  const { page } = await world.open('/streams');
  await page.getByRole('heading', { name: 'push.brand-a.example.com' }).waitFor();
  await page.getByRole('link', { name: /^push\.brand-b/ }).click();
  await page.getByRole('heading', { name: 'push.brand-b.example.com' }).waitFor();
  await page.goto(new URL('/console', world.gateway.url).href);
  await page.getByRole('heading', { name: 'push.brand-b.example.com' }).waitFor();
});

inBrowserEach(LOCALES)(
  'an address that names nothing shows this, and keeps the domain chosen last: %s',
  async (locale) => {
    const t = TEXTS[locale];
    const { page } = await world.open('/streams?domain=push.brand-b.example.com', { locale });
    await page.getByRole('heading', { name: 'push.brand-b.example.com' }).waitFor();
    await page.goto(new URL('/console/streams?domain=nope', world.gateway.url).href);
    await page.getByRole('heading', { name: 'nope' }).waitFor();
    await page.getByRole('link', { name: /^push\.brand-b/ }).waitFor();
    await page.goto(new URL('/console', world.gateway.url).href);
    await page.getByRole('heading', { name: 'push.brand-b.example.com' }).waitFor();
    await page.goto(new URL('/console/streams/nope', world.gateway.url).href);
    await page.getByRole('heading', { name: t.stream.notFound }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  },
);

inBrowserEach(LOCALES)('each page has its own title, in the language of the page: %s', async (locale) => {
  const t = TEXTS[locale];
  const pages = await fill();
  const { page } = await world.open('/jobs', { locale });
  const titles = new Set<string>();
  for (const path of Object.values(pages)) {
    await page.goto(new URL(`/console${path}`, world.gateway.url).href);
    await settled(page);
    const title = await page.title();
    expect(title.endsWith(` · ${t.title}`)).toBe(true);
    titles.add(title);
  }
  expect(titles.size).toBe(Object.keys(pages).length);
  expect([...titles]).toContain(`${t.tabs.forbidden} · ${DOMAIN} · ${t.title}`);
  expect([...titles]).toContain(`live/match-44 · ${t.title}`);
});

inBrowserEach(LOCALES)(
  'on a narrow page, all loaded streams can be selected by a visible control: %s',
  async (locale) => {
    const t = TEXTS[locale];
    const viewport = { width: 768, height: 1024 };
    const { page } = await world.open(`/streams?domain=${DOMAIN}&tab=forbidden`, { locale, viewport });
    await page.getByRole('table').getByText(t.streams.selectAll, { exact: true }).click();
    await page.getByRole('button', { name: `${t.streams.resumeSelected} (3)` }).waitFor();
    const control = page.getByLabel(t.streams.selectAll, { exact: true });
    expect(await control.isChecked()).toBe(true);
    expect((await control.boundingBox())?.width).toBe(20);
  },
);

inBrowser('the language and the theme are switched on the page', async () => {
  const { page } = await world.open('/jobs');
  await page.getByLabel('Language').selectOption('zh-CN');
  await page.getByRole('heading', { name: '批量任务' }).waitFor();
  expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
  await page.getByRole('button', { name: '切换浅色和深色' }).click();
  expect(await page.getAttribute('html', 'data-mantine-color-scheme')).toBe('dark');
});
