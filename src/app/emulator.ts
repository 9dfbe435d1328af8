import { randomBytes } from 'node:crypto';
import { DEMO_ACCOUNTS, demoAccountsWorld } from '../emulator/demo-world.js';
import { toCallbackUrl } from '../stream/callback-settings.js';
import { type OpenedParts } from './opened-parts.js';
import { type Overrides } from './overrides.js';
import { type EmulatedAccount } from './upstream.js';

export interface StartedEmulator {
  readonly endpoint: string;
  readonly accounts: readonly EmulatedAccount[];
  /**
   * Sets the callbacks of every domain to a gateway, as its operator would.
   * @param origin of the gateway, `http://127.0.0.1:4000`
   */
  callBack(origin: string): void;
}

/** The emulator's parts are loaded only where one runs. */
export async function startEmulator(overrides: Overrides, opened: OpenedParts): Promise<StartedEmulator> {
  if (overrides.emulator !== undefined) {
    const { endpoint } = await overrides.emulator.listen();
    opened.defer('emulator', () => overrides.emulator?.close() ?? Promise.resolve());
    // It may play another world, of which the first account is known. Its callbacks are set elsewhere.
    return { endpoint, accounts: DEMO_ACCOUNTS.slice(0, 1), callBack: () => undefined };
  }
  const { createEmulator } = await import('../emulator/server.js');
  const world = demoAccountsWorld();
  const emulator = createEmulator(world);
  const { endpoint } = await emulator.listen();
  opened.defer('emulator', () => emulator.close());
  const secret = randomBytes(16).toString('hex');
  return {
    endpoint,
    accounts: DEMO_ACCOUNTS.map((account) => ({ ...account, callbackSecret: secret })),
    callBack: (origin) => {
      for (const { ingest } of world.domains)
        emulator.setCallbacks(ingest, { url: toCallbackUrl(origin, secret) });
    },
  };
}
