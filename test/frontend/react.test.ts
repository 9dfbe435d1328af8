import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { type Browser, type Page } from 'playwright-core';
import { DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { MemoryBulkResumes } from '../support/bulk-resumes.memory.js';
import { chromiumPath, launchChromium } from '../support/chromium.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { type HttpServer, serveHttp } from '../support/http-server.js';

/** The page around the example. It reads its settings from the URL. */
const PAGE = `
  import { createElement as element } from 'react';
  import { createRoot } from 'react-dom/client';
  import { ApolloProvider } from '@apollo/client/react';
  import { createApolloClient } from './examples/apollo-client.ts';
  import { App, BulkProgress } from './examples/react.tsx';
  const { url, token, domainName, job } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  const client = createApolloClient(url, () => token);
  createRoot(document.getElementById('root')).render(
    job === undefined
      ? element(App, { client, domainName })
      : element(ApolloProvider, { client }, element(BulkProgress, { id: job })),
  );
`;

const withBrowser = chromiumPath === undefined && process.env['CI'] === undefined ? describe.skip : describe;
const jobs = new MemoryBulkResumes();
let gateway: TestGateway;
let server: HttpServer;
let browser: Browser;
let page: Page;

async function open(settings: Readonly<Record<string, string>>): Promise<void> {
  page = await browser.newPage();
  const hash = new URLSearchParams({ url: gateway.url, token: gateway.token ?? '', ...settings });
  await page.goto(`${server.origin}/#${hash}`);
}

withBrowser('the React example, on a page of another origin', () => {
  beforeAll(async () => {
    gateway = await startGateway({}, { bulkResumes: jobs });
    const { outputFiles } = await build({
      stdin: { contents: PAGE, resolveDir: '.', loader: 'tsx' },
      bundle: true,
      format: 'esm',
      platform: 'browser',
      write: false,
      tsconfig: 'tsconfig.json',
      define: { 'process.env.NODE_ENV': '"production"' },
    });
    const script = outputFiles[0]?.text ?? '';
    server = await serveHttp(({ url }, response) => {
      const isScript = url === '/page.js';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
      response.end(isScript ? script : '<div id="root"></div><script type="module" src="/page.js"></script>');
    });
    browser = await launchChromium();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
    await gateway.close();
  });

  test('lists the forbidden streams, and removes a resumed stream from the list', async () => {
    await open({ domainName: DEMO_STREAM.domainName });
    const rows = page.locator('li');
    const row = rows.filter({ hasText: /^live\/match-42/ });
    await row.waitFor();
    const before = await rows.count();
    await row.getByRole('button', { name: 'Resume' }).click();
    await row.waitFor({ state: 'detached' });
    expect(await rows.count()).toBe(before - 1);
    expect(gateway.emulator.calls({ action: 'ResumeLiveStream' })).toHaveLength(1);
    await page.close();
  });

  test('shows a text for the code of a refusal', async () => {
    await open({ domainName: DEMO_STREAM.domainName });
    gateway.emulator.inject({ fault: 'Forbidden.RAM', operation: 'ResumeLiveStream' });
    const row = page.locator('li').filter({ hasText: /^live\/match-43/ });
    await row.getByRole('button', { name: 'Resume' }).click();
    expect(await row.getByRole('alert').textContent()).toBe(
      'ApsaraVideo Live refused the access of the gateway. Inform the operator.',
    );
    await page.close();
  });

  test('follows a bulk job over WebSocket', async () => {
    const query =
      'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { __typename } } }';
    const streams = ['a', 'b'].map((streamName) => ({ appName: 'live', streamName }));
    await gateway.post(query, { input: { domainName: DEMO_STREAM.domainName, streams } });
    const job = `job-${jobs.orders.length}`;
    await open({ job });
    await page.locator('progress[value="0"][max="2"]').waitFor();
    jobs.settle(job, 'RESUMED');
    await page.locator('progress[value="1"][max="2"]').waitFor();
    await page.close();
  });
});
