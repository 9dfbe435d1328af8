import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

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
