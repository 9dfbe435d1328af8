import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** No sandbox, since tests may run as root; nothing that calls home. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where the machine's own Chromium is; undefined where there is none. */
export const chromiumPath = PATHS.find((path) => existsSync(path));

/** @throws Error where there is no Chromium */
export function launchChromium(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error(`no Chromium at ${PATHS.join(' or ')}: install it`);
  return chromium.launch({ executablePath: chromiumPath, args: FLAGS });
}
