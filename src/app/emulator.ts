import { DEMO_ACCOUNT, demoWorld } from '../emulator/demo-world.js';
import { type OpenedParts } from './opened-parts.js';
import { type Overrides } from './overrides.js';
import { type EmulatedAccount } from './upstream.js';

export interface StartedEmulator {
  readonly endpoint: string;
  readonly accounts: readonly EmulatedAccount[];
}

/** The emulator's parts are loaded only where one runs. */
export async function startEmulator(overrides: Overrides, opened: OpenedParts): Promise<StartedEmulator> {
  const emulator = overrides.emulator ?? (await import('../emulator/server.js')).createEmulator(demoWorld());
  const { endpoint } = await emulator.listen();
  opened.defer('emulator', () => emulator.close());
  return { endpoint, accounts: [{ name: 'default', domains: ['*'], ...DEMO_ACCOUNT }] };
}
