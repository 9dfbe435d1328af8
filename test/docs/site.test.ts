import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { GROUPS } from '../../docs/.vitepress/sidebar.js';
import { chromiumPath, launchChromium } from '../support/chromium.js';
import { type HttpServer, serveHttp } from '../support/http-server.js';

jest.setTimeout(120_000);

const ROOT = join(import.meta.dirname, '../..');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
};
const NAMES = GROUPS.flatMap(({ pages }) => Object.keys(pages));

const mustRun = Boolean(process.env['CI']);
if (chromiumPath === undefined && !mustRun)
  console.warn('the documentation site is not opened: no Chromium is installed on this machine');
const withBrowser = chromiumPath === undefined && !mustRun ? describe.skip : describe;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'docs-site-'));
  const vitepress = join(ROOT, 'node_modules/vitepress/bin/vitepress.js');
  // The build fails for a link to a page that does not exist.
  await promisify(execFile)(process.execPath, [vitepress, 'build', 'docs', '--outDir', folder], {
    cwd: ROOT,
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('the site has every page in both languages', async () => {
  for (const name of NAMES)
    for (const path of [`${name}.html`, `zh/${name}.html`])
      expect([path, (await readFile(join(folder, path), 'utf8')).length > 2_000]).toEqual([path, true]);
});

/** Serves the files of the site like a static host. */
function serveSite(): Promise<HttpServer> {
  return serveHttp((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '', 'http://site').pathname));
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    readFile(file).then(
      (content) => response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? '' }).end(content),
      () => response.writeHead(404).end(),
    );
  });
}

withBrowser('the site in a browser', () => {
  let server: HttpServer;
  let origin: string;
  let browser: Browser;
  let page: Page;
  let faults: string[];
  beforeAll(async () => {
    server = await serveSite();
    ({ origin } = server);
    browser = await launchChromium();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    faults = [];
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) faults.push(request.url());
    });
  });
  afterEach(async () => {
    await page.close();
    expect(faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  test.each([
    ['/', 'request coalescing', 'oncepts'],
    ['/zh/', '恢复推流', '推流'],
  ])('%s finds a page by words', async (path, words, found) => {
    await page.goto(`${origin}${path}`);
    await page.locator('.VPNavBarSearch button').click();
    await page.locator('#localsearch-input').fill(words);
    await page.locator('.results .result').first().waitFor();
    expect(await page.locator('.results').innerText()).toContain(found);
  });

  test('changing the language shows the same page in the other language', async () => {
    await page.goto(`${origin}/concepts.html`);
    await page.locator('.VPNavBarTranslations button').hover();
    await page.locator('.VPNavBarTranslations a', { hasText: '简体中文' }).click();
    await page.locator('h1', { hasText: '基本概念' }).waitFor();
  });

  test.each([360, 1440])('no page is wider than the window: %i px', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    for (const name of NAMES)
      for (const path of [`/${name}.html`, `/zh/${name}.html`]) {
        await page.goto(`${origin}${path}`, { waitUntil: 'domcontentloaded' });
        const overflow = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect([path, overflow]).toEqual([path, 0]);
      }
  });
});
