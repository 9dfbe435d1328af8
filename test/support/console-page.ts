import { type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

/** A page of the console, with its faults. */
export interface ConsolePage {
  readonly page: Page;
  /** Script errors, console errors, violations of the policy, and requests to other hosts. */
  readonly faults: string[];
  /** The origins that the console has sent requests to. */
  readonly origins: ReadonlySet<string>;
  readonly close: () => Promise<void>;
}

/** Network errors that a test causes on purpose. */
const CAUSED = /ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|ERR_EMPTY_RESPONSE|WebSocket connection to/;

/**
 * Opens a URL of the console.
 *
 * @param origins further origins that the page may send requests to, such as the identity provider
 */
export async function openConsole(
  browser: Browser,
  url: string,
  options: BrowserContextOptions & { readonly origins?: readonly string[] } = {},
): Promise<ConsolePage> {
  const { origins, ...contextOptions } = options;
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    ...contextOptions,
  });
  return openInContext(context, url, origins);
}

/** Opens a URL of the console in a context that has no page of the console yet. */
export async function openInContext(
  context: BrowserContext,
  url: string,
  allowed: readonly string[] = [],
): Promise<ConsolePage> {
  const faults: string[] = [];
  const origins = new Set<string>();
  const own = new Set([new URL(url).origin, ...allowed]);
  context.on('page', (page) => {
    // Faults on pages of the identity provider do not count.
    const isConsole = (at: string): boolean => at.startsWith(new URL(url).origin);
    page.on('console', (message) => {
      if (message.type() === 'error' && isConsole(page.url()) && !CAUSED.test(message.text()))
        faults.push(message.text());
    });
    page.on('pageerror', (error) => {
      if (isConsole(page.url())) faults.push(String(error));
    });
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol === 'data:' || protocol === 'blob:' || !isConsole(request.frame().url())) return;
      origins.add(origin);
      if (!own.has(origin)) faults.push(`request to ${origin}`);
    });
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  const page = await context.newPage();
  await page.goto(url);
  return { page, faults, origins, close: () => context.close() };
}

/** Signs a user in on the pages of the identity provider, which must be open. */
export async function signIn(page: Page, name: string): Promise<void> {
  await page.locator('input[name="login"]').fill(name);
  await page.locator('input[name="password"]').fill('any');
  await page.locator('button[type="submit"]').click();
  await page.locator('button[type="submit"]').click();
}
