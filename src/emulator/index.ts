/** The public entry point of the emulator, `apsara-live-gateway/emulator`, for tests of users. */
export { demoAccountsWorld, demoWorld } from './demo-world.js';
export { createEmulator, type Emulator } from './server.js';
export { type EmulatorOptions } from './options.js';
