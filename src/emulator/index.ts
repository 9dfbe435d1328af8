/** The emulator for tests of others: `apsara-live-gateway/emulator`. */
export { demoAccountsWorld, demoWorld } from './demo-world.js';
export { createEmulator, type Emulator } from './server.js';
export { type EmulatorOptions } from './options.js';
