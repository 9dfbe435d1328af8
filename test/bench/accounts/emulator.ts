import { createEmulator } from '../../../src/emulator/server.js';
import { toWorld } from './world.js';

/** An emulator of many accounts in a separate process: see world.ts. It ends with its stdin. */
const emulator = createEmulator(toWorld(Number(process.argv[2])));
const { endpoint } = await emulator.listen();
process.stdout.write(`${endpoint}\n`);
process.stdin.on('end', () => process.exit(0)).resume();
