import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { until } from '../emulator/support/until.js';
import { MemoryBulkResumes } from '../support/bulk-resumes.memory.js';
import { chromiumPath, launchChromium } from '../support/chromium.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const withBrowser = chromiumPath === undefined && process.env['CI'] === undefined ? describe.skip : describe;
const START =
  'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id } } }';

withBrowser('the explorer in a browser', () => {
  const jobs = new MemoryBulkResumes();
  let gateway: TestGateway;
  let browser: Browser;
  beforeAll(async () => {
    gateway = await startGateway({}, { bulkResumes: jobs });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await gateway.close();
  });

  test('shows the events of a subscription one after the other', async () => {
    const streams = [{ appName: 'live', streamName: 'a' }];
    const { body } = await gateway.post(START, { input: { domainName: 'push.example.com', streams } });
    const { id } = (body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume;
    const query = `subscription { bulkResumeProgress(id: "${id}") { state resumed } }`;

    const page = await browser.newPage();
    await page.goto(`${gateway.url}?query=${encodeURIComponent(query)}`);
    await page.waitForSelector('.graphiql-query-editor .view-line:has-text("bulkResumeProgress")');
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await page.waitForSelector('.graphiql-response .view-line:has-text("RUNNING")');
    jobs.settle(id, 'RESUMED');
    await page.waitForSelector('.graphiql-response .view-line:has-text("FINISHED")');
    await until(() => jobs.watching === 0);
    await page.close();
  });
});
