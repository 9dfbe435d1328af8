/**
 * Writes docs/console.png and the pictures in docs/console: the pages of the operator console,
 * with the emulator as the upstream. Run by `npm run screenshot`. It needs Chromium at
 * /usr/bin/chromium, or at the path in CHROMIUM.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { createApp } from '../dist/app.js';
import { readConfig } from '../dist/config/read-config.js';

const DOCS = join(import.meta.dirname, '../docs');
const DOMAIN = 'push.example.com';
const WIDE = { width: 1280, height: 640 };
const NARROW = { width: 360, height: 720 };
const { config, secrets } = readConfig({ PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: 'file::memory:' });
const gateway = await createApp(config, secrets);
const { url } = await gateway.listen();
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});

async function call(query, variables) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${gateway.token}` };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const { data } = await response.json();
  return Object.values(data)[0];
}

/** Creates content for each page. Returns the paths of the pages of a stream and of a job. */
async function fill() {
  const forbid =
    'mutation ($input: ForbidLiveStreamInput!) { forbidLiveStream(input: $input) { stream { id } } }';
  const start =
    'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id } } }';
  const until = (hours) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const names = [
    ['match-44', 'Film trailer during the break', 24],
    ['match-45', '音乐版权投诉 #2281', 168],
  ];
  let stream;
  for (const [streamName, reason, hours] of names) {
    const input = { domainName: DOMAIN, appName: 'live', streamName, reason, until: until(hours) };
    ({ stream } = await call(forbid, { input }));
  }
  const streams = ['studio-1', 'studio-2'].map((streamName) => ({ appName: 'live', streamName }));
  const reason = 'End of the incident';
  const input = { domainName: 'push.brand-a.example.com', streams, reason };
  const { bulkResume } = await call(start, { input });
  return {
    stream: `/streams/${encodeURIComponent(stream.id)}`,
    job: `/jobs/${encodeURIComponent(bulkResume.id)}`,
  };
}

async function withPage(options, use) {
  const context = await browser.newContext({ locale: 'en-US', viewport: WIDE, ...options });
  try {
    await use(await context.newPage());
  } finally {
    await context.close();
  }
}

async function picture(page, path, target) {
  await page.goto(new URL(`/console${path}`, url).href);
  await page.locator('main h1').first().waitFor();
  await page.waitForTimeout(path === '/budgets' ? 6_000 : 700);
  await page.screenshot({ path: join(DOCS, target), animations: 'disabled', caret: 'hide' });
}

try {
  mkdirSync(join(DOCS, 'console/pages'), { recursive: true });
  const { stream, job } = await fill();
  const list = `/streams?domain=${DOMAIN}&tab=forbidden`;
  const pages = {
    forbidden: list,
    online: `/streams?domain=${DOMAIN}&tab=online`,
    actions: `/streams?domain=${DOMAIN}&tab=actions`,
    stream,
    jobs: '/jobs',
    job,
    audit: '/audit',
    budgets: '/budgets',
  };
  const looks = {
    wide: {},
    narrow: { viewport: NARROW },
    'zh-dark': { locale: 'zh-CN', colorScheme: 'dark' },
  };
  for (const [look, options] of Object.entries(looks))
    await withPage(options, async (page) => {
      for (const [name, path] of Object.entries(pages))
        await picture(page, path, `console/pages/${name}-${look}.png`);
    });
  await withPage({}, (page) => picture(page, list, 'console/forbidden.png'));
  await withPage(looks['zh-dark'], (page) => picture(page, list, 'console/forbidden-zh-dark.png'));
  await withPage({}, async (page) => {
    await page.goto(new URL(`/console${list}`, url).href);
    await page
      .getByRole('row', { name: /live\/match-42/ })
      .getByRole('button', { name: 'Resume' })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
    await page.getByText(/^Resumed \d+ s ago/).waitFor();
    await page.mouse.move(640, 4);
    await page.screenshot({ path: join(DOCS, 'console.png'), animations: 'disabled', caret: 'hide' });
  });
} finally {
  await browser.close();
  await gateway.close();
}
