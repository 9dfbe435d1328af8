import { afterAll, afterEach, beforeAll, beforeEach, jest, test } from '@jest/globals';
import { type Browser, type BrowserContextOptions } from 'playwright-core';
import { en } from '../../src/console/text/en.js';
import { zhCn } from '../../src/console/text/zh-cn.js';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { type EmulatorOptions } from '../../src/emulator/options.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { chromiumPath, launchChromium } from './chromium.js';
import { type ConsolePage, openConsole } from './console-page.js';
import { startGateway, type TestGateway } from './gateway.js';
import { CALLBACK_ENV, callBack, DOMAIN } from './live-events.js';
import { DEMO_KEYS, toUpstreamEnv } from './upstream-env.js';

// A browser is slow on a busy machine.
jest.setTimeout(60_000);

export const inBrowser = chromiumPath === undefined ? test.skip : test;
export const inBrowserEach = chromiumPath === undefined ? test.skip.each : test.each;

/** The texts of the console, by the locale of the browser. */
export const TEXTS = { 'en-US': en, 'zh-CN': zhCn } as const;
export type Locale = keyof typeof TEXTS;
export const LOCALES = Object.keys(TEXTS) as Locale[];

/** A stream that is on air and not forbidden. */
export const ON_AIR = { domainName: DOMAIN, appName: 'live', streamName: 'match-44' };

/** A gateway with its console, the emulator, and a browser for all tests of a suite. */
export interface ConsoleWorld {
  readonly gateway: TestGateway;
  readonly emulator: Emulator;
  /** The address of the emulator, `127.0.0.1:<port>`. */
  readonly endpoint: string;
  /** @param path the path below `/console`, including the query */
  open(path: string, options?: BrowserContextOptions): Promise<ConsolePage>;
}

/** Returns a world in which encoders reconnect within 0.7 s and callbacks are sent within 50 ms. */
export function consoleWorld(overrides: Partial<EmulatorOptions> = {}): EmulatorOptions {
  const { seed, ...world } = demoWorld();
  return {
    ...world,
    callbacks: { afterMs: 50, retryMs: 100 },
    seed: {
      forbidden: seed?.forbidden,
      encoders: [
        { ...DEMO_STREAM, reconnectMs: 700 },
        { ...ON_AIR, reconnectMs: 200 },
      ],
    },
    ...overrides,
  };
}

/**
 * Starts a new gateway and emulator for each test, because a gateway keeps its recent writes for
 * some seconds.
 */
export function setUpConsole(
  options: {
    readonly world?: Partial<EmulatorOptions>;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): ConsoleWorld {
  let browser: Browser | undefined;
  let started: Pick<ConsoleWorld, 'gateway' | 'emulator' | 'endpoint'> | undefined;
  const opened: ConsolePage[] = [];
  const parts = (): NonNullable<typeof started> => {
    if (started === undefined) throw new Error('the gateway starts before each test');
    return started;
  };
  beforeAll(async () => {
    if (chromiumPath !== undefined) browser = await launchChromium();
  }, 60_000);
  beforeEach(async () => {
    const emulator = createEmulator(consoleWorld(options.world));
    const { endpoint } = await emulator.listen();
    const gateway = await startGateway({
      ...toUpstreamEnv(endpoint),
      ...DEMO_KEYS,
      ...CALLBACK_ENV,
      AUTH_MODE: 'dev',
      ...options.env,
    });
    callBack(emulator, gateway.url);
    started = { gateway, emulator, endpoint };
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((page) => page.close()));
    await started?.gateway.close();
    await started?.emulator.close();
  });
  afterAll(async () => {
    await browser?.close();
  });
  return {
    get gateway() {
      return parts().gateway;
    },
    get emulator() {
      return parts().emulator;
    },
    get endpoint() {
      return parts().endpoint;
    },
    async open(path, contextOptions) {
      if (browser === undefined) throw new Error('there is no browser');
      const url = new URL(`/console${path}`, parts().gateway.url).href;
      const page = await openConsole(browser, url, contextOptions);
      opened.push(page);
      return page;
    },
  };
}
