/**
 * Writes docs/explorer.png: the explorer after its prepared mutation has been run against the emulator.
 * Run by `npm run screenshot`, where Chromium is installed (CHROMIUM names another place than /usr/bin/chromium).
 */
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { createApp } from '../dist/app.js';
import { readConfig } from '../dist/config/read-config.js';

const target = join(import.meta.dirname, '../docs/explorer.png');
const { config, secrets } = readConfig({ PORT: '0', LOG_LEVEL: 'silent' });
const gateway = await createApp(config, secrets);
const { url } = await gateway.listen();
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 780 } });
  await page.goto(url);
  await page.locator('.graphiql-editor-tool .view-line', { hasText: 'match-42' }).waitFor();
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await page.locator('.graphiql-response .view-line', { hasText: 'requestId' }).waitFor();
  // Off the button and out of the editors, so that neither a tooltip nor a cursor is in the picture.
  await page.mouse.move(640, 4);
  await page.evaluate('document.activeElement?.blur()');
  await page.screenshot({ path: target, animations: 'disabled', caret: 'hide' });
} finally {
  await browser.close();
  await gateway.close();
}
