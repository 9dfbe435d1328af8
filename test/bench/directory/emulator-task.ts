import { demoWorld } from '../../../src/emulator/demo-world.js';
import { createEmulator } from '../../../src/emulator/server.js';

/** The number of domains `push-<n>.example.com`, each with its own streaming domain. */
const DOMAINS = 6;
/** `forbidden` is the size of the first domain's forbid list. The other lists are empty. */
const [latencyMs = 0, forbidden = 0] = process.argv.slice(2).map(Number);

/**
 * A large world in a separate process, so that its CPU time is not counted. It prints the address
 * at which it listens.
 */
const names = Array.from({ length: DOMAINS }, (_, n) => n);
const emulator = createEmulator(
  demoWorld({
    latencyMs,
    domains: names.map((n) => ({ ingest: `push-${n}.example.com`, streaming: `live-${n}.example.com` })),
    seed: {
      forbidden: Array.from({ length: forbidden }, (_, n) => ({
        domainName: 'push-0.example.com',
        appName: 'live',
        streamName: `stream-${n}`,
      })),
      online: names.flatMap((n) =>
        Array.from({ length: 100 }, (_, stream) => ({
          domainName: `push-${n}.example.com`,
          appName: 'event',
          streamName: `stream-${stream}`,
        })),
      ),
    },
  }),
);
const { endpoint } = await emulator.listen();
process.stdout.write(`${endpoint}\n`);
process.once('disconnect', () => {
  process.exit(0);
});
