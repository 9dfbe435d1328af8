import { DEMO_ACCOUNTS, demoAccountsWorld } from '../emulator/demo-world.js';
import { type OpenedParts } from './opened-parts.js';
import { type Overrides } from './overrides.js';
import { type EmulatedAccount } from './upstream.js';

export interface StartedEmulator {
  readonly endpoint: string;
  readonly accounts: readonly EmulatedAccount[];
}

/** The emulator's parts are loaded only where one runs. */
export async function startEmulator(overrides: Overrides, opened: OpenedParts): Promise<StartedEmulator> {
  const emulator =
    overrides.emulator ?? (await import('../emulator/server.js')).createEmulator(demoAccountsWorld());
  const { endpoint } = await emulator.listen();
  opened.defer('emulator', () => emulator.close());
  // An emulator from elsewhere may play another world, of which the first account is known.
  const accounts = overrides.emulator === undefined ? DEMO_ACCOUNTS : DEMO_ACCOUNTS.slice(0, 1);
  return { endpoint, accounts };
}
