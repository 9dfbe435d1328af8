import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** No sandbox, because tests may run as root. No requests to servers of the browser's vendor. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of the installed Chromium; undefined if there is none. */
export const chromiumPath = PATHS.find((path) => existsSync(path));

/** @throws Error if there is no Chromium */
export function launchChromium(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error(`no Chromium at ${PATHS.join(' or ')}: install it`);
  return chromium.launch({ executablePath: chromiumPath, args: FLAGS });
}

/** The value of Chromium's content settings that blocks. */
const BLOCK = 2;

/**
 * Starts a browser whose user has blocked the data of one site: its pages can use no cookies and no storage.
 *
 * @param origin the origin of the site
 */
export function launchWithoutStorage(
  origin: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  if (chromiumPath === undefined) throw new Error(`no Chromium at ${PATHS.join(' or ')}: install it`);
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  mkdirSync(join(profile, 'Default'));
  const exceptions = { cookies: { [`${origin},*`]: { setting: BLOCK } } };
  const preferences = { profile: { content_settings: { exceptions } } };
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  return chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath,
    args: FLAGS,
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    ...options,
  });
}
