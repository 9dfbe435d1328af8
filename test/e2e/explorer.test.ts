import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type Browser, type BrowserContext, type Page } from 'playwright-core';
import { chromiumPath, launchChromium } from '../support/chromium.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { AUDIENCE, ISSUER, createJwksServer } from '../support/jwks-server.js';

/** Without a browser the tests are skipped. If CI is set, a missing browser is a fault. */
const mustRun = Boolean(process.env['CI']);
if (chromiumPath === undefined && !mustRun)
  console.warn('the explorer is not tested: no Chromium is installed on this machine');
const withBrowser = chromiumPath === undefined && !mustRun ? describe.skip : describe;

jest.setTimeout(60_000);

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
beforeEach(() => {
  gateway.emulator.reset();
});
afterAll(() => gateway.close());

withBrowser('the explorer in a browser', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];
  let requests: string[];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    complaints = [];
    requests = [];
    context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    context.on('request', (request) => requests.push(request.url()));
    await open();
  });
  afterEach(() => context.close());

  /** Opens the page and waits for its editors. */
  async function open(address = gateway.url): Promise<void> {
    await page.goto(address);
    await page.waitForSelector('.graphiql-query-editor .view-line');
    await page.waitForSelector('.graphiql-editor-tool .view-line');
  }

  const editor = (name: 'query-editor' | 'editor-tool' | 'response'): Promise<string> =>
    page
      .locator(`.graphiql-${name} .view-lines:visible`)
      .innerText()
      .then((text) => text.replaceAll('\u00a0', ' '));
  const run = (): Promise<void> => page.getByRole('button', { name: /^Execute query/ }).click();
  const answer = async (): Promise<string> => {
    await page.waitForSelector('.graphiql-response .view-line:has-text("{")');
    return editor('response');
  };

  test('the first tab resumes the forbidden stream when Run is pressed', async () => {
    expect(await editor('query-editor')).toContain('mutation ResumeLiveStream');
    expect(await editor('editor-tool')).toContain('"streamName": "match-42"');

    await run();
    const shown = await answer();

    const resumes = gateway.emulator.calls().filter(({ action }) => action === 'ResumeLiveStream');
    expect(resumes).toHaveLength(1);
    const [call] = resumes;
    expect(shown).toContain(`"requestId": "${call?.requestId}"`);
    expect(gateway.emulator.forbidden().map(({ streamName }) => streamName)).toContain('match-43');
    expect(gateway.emulator.forbidden()).not.toContainEqual(
      expect.objectContaining({ appName: 'live', streamName: 'match-42' }),
    );
    expect(complaints).toEqual([]);
  });

  test('every other document has a tab with its own variables, which opens with one click', async () => {
    await page.locator('button[title="LiveStream"]').click();
    await page.locator('.graphiql-query-editor .view-line', { hasText: 'query LiveStream' }).waitFor();
    expect(await editor('editor-tool')).toMatch(/^\{\s*"domainName": "push.example.com"/m);
    // GraphiQL learns the name of the operation from its parser, a moment after a tab has opened. On a busy machine a
    // press before that uses the operation name of the previous tab.
    for (let presses = 0; presses < 10; presses += 1) {
      await run();
      if (!(await answer()).includes('Cannot infer operation')) break;
      await page.waitForTimeout(500);
    }
    expect(await answer()).toContain('"liveStream"');
    expect(complaints).toEqual([]);
  });

  test('a press moves no tab, so that the click is not lost', async () => {
    const tab = page.locator('.graphiql-tab', { hasText: 'LiveDomains' });
    await tab.scrollIntoViewIfNeeded();
    const before = await tab.boundingBox();
    await tab.hover();
    await page.mouse.down();
    await page.waitForTimeout(150);
    expect(await tab.boundingBox()).toEqual(before);
    await page.mouse.up();
    await page.locator('.graphiql-query-editor .view-line', { hasText: 'query LiveDomains' }).waitFor();
  });

  test('a reload adds no tab', async () => {
    await page.locator('button[title="LiveDomains"]').click();
    await page.locator('.graphiql-query-editor .view-line', { hasText: 'query LiveDomains' }).waitFor();
    const tabs = await page.locator('.graphiql-tab').allInnerTexts();
    // The open tab is saved a moment after the click.
    await page.waitForTimeout(1_000);
    await page.reload();
    await page.locator('.graphiql-query-editor .view-line', { hasText: 'query LiveDomains' }).waitFor();
    expect(await page.locator('.graphiql-tab').allInnerTexts()).toEqual(tabs);
    expect(await editor('editor-tool')).toContain('"search"');
  });

  test('no tab needs the id of a job, because no job exists', async () => {
    const tabs = await page.locator('.graphiql-tab').allInnerTexts();
    expect(tabs).toContain('StartBulkResume');
    expect(tabs.filter((name) => /^(?:Cancel|Retry)|Progress$|^BulkResume$/.test(name))).toEqual([]);
  });

  test('valid variables have no error marker', async () => {
    await page.waitForTimeout(1_500);
    expect(await page.locator('.graphiql-editor-tool .squiggly-error:visible').count()).toBe(0);
  });

  test.each([480, 1440])(
    'nothing overflows, and the answer is readable, at a width of %i px',
    async (width) => {
      await page.setViewportSize({ width, height: 900 });
      await run();
      await answer();
      const { fits, room } = await page.evaluate(() => ({
        fits: document.documentElement.scrollWidth <= window.innerWidth,
        room: document.querySelector('.graphiql-response')?.getBoundingClientRect().width ?? 0,
      }));
      expect(fits).toBe(true);
      expect(room).toBeGreaterThan(width / 3);
    },
  );

  test('the development token is in the headers, and the browser does not keep it', async () => {
    await page.getByRole('button', { name: 'Headers' }).click();
    await page
      .locator('.graphiql-editor-tool .view-line:visible', { hasText: '"authorization": "Bearer ' })
      .waitFor();
    await run();
    await answer();
    const kept = await page.evaluate('JSON.stringify(localStorage)');
    expect(kept).toContain('match-42');
    expect(kept).not.toContain(gateway.token);
  });

  test('it sends requests only to the gateway', async () => {
    await run();
    await answer();
    const { origin } = new URL(gateway.url);
    expect(requests.length).toBeGreaterThan(2);
    expect(requests.filter((url) => new URL(url).origin !== origin)).toEqual([]);
  });

  test('edited text is still there after a reload', async () => {
    await page.locator('.graphiql-query-editor .view-lines').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('# mine\n');
    await page.waitForURL(({ searchParams }) => searchParams.get('query')?.includes('# mine') === true);
    await open(page.url());
    expect(await editor('query-editor')).toContain('# mine');
    expect(await editor('editor-tool')).toContain('"streamName": "match-42"');
  });

  test('tabs of another project in the browser are replaced by the prepared tabs', async () => {
    await page.evaluate(`
      localStorage.clear();
      localStorage.setItem('graphiql:tabState', JSON.stringify({
        activeTabIndex: 0,
        tabs: [{ id: '1', hash: 'x', title: 'theirs', query: '{ theirs }', variables: null, headers: null,
                 operationName: null, response: null }],
      }));
    `);
    await open();
    expect(await editor('query-editor')).toContain('mutation ResumeLiveStream');
    expect(await page.getByRole('tab', { name: 'theirs' }).count()).toBe(0);
  });

  test('a script that does not belong to the page does not run', async () => {
    await page.evaluate(`
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.body.append(script);
    `);
    expect(await page.evaluate('window.injected')).toBeUndefined();
    expect(complaints.join()).toContain('Content Security Policy');
  });
});

const html = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };

test('its policy allows inline scripts only by hash, and nothing from other origins', async () => {
  const response = await fetch(gateway.url, html);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/default-src 'none'; script-src( 'sha256-[\w+/]+=')+;/);
  expect(policy).not.toMatch(/https?:|script-src[^;]*unsafe|\*/);
  await response.body?.cancel();
});

test('a program that sends a GET gets no page', async () => {
  const response = await fetch(`${gateway.url}?query={__typename}`, {
    headers: { accept: 'application/json' },
  });
  expect(response.headers.get('content-type')).toContain('json');
  await response.body?.cancel();
});

test('production has no explorer', async () => {
  const provider = await createJwksServer();
  const production = await startGateway({
    NODE_ENV: 'production',
    LIVE_UPSTREAM: 'alibaba',
    LIVE_ENDPOINT: '127.0.0.1:9',
    LIVE_CLIENT: 'core',
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'a-key-of-no-worth',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'a-secret-of-no-worth',
    AUTH_JWKS_URL: provider.url,
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: AUDIENCE,
  });
  try {
    const response = await fetch(production.url, html);
    expect(response.headers.get('content-type')).not.toContain('html');
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.text()).not.toContain('GraphiQL');
  } finally {
    await production.close();
    await provider.close();
  }
});
