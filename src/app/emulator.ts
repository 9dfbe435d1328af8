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
   * Sets the callbacks of every domain to a gateway, like an operator.
   * @param origin the origin of the gateway, such as `http://127.0.0.1:4000`
   */
  callBack(origin: string): void;
}

/** Starts the emulator. Its modules are loaded only if it runs. */
export async function startEmulator(overrides: Overrides, opened: OpenedParts): Promise<StartedEmulator> {
  if (overrides.emulator !== undefined) {
    const { endpoint } = await overrides.emulator.listen();
    opened.defer('emulator', () => overrides.emulator?.close() ?? Promise.resolve());
    // An overridden emulator may have other data. Only its first account is known, and its callbacks are set
    // elsewhere.
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
