import { DEMO_ACCOUNT, DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { createUpstream, type Upstream } from '../../src/upstream/index.js';
import { loadGeneratedPackage } from '../../src/upstream/sdk/generated-client.js';
import { startEmulatorProcess } from '../support/emulator-process.js';
import { type Bench, type Row } from './bench.js';
import { median } from './median.js';

const CALLS = 1_500;
const ROUNDS = 11;
const BOUND = 1.8;
const CONTEXT = {
  correlationId: 'bench',
  signal: new AbortController().signal,
  lane: 'interactive',
} as const;

async function cpuUsPerCall({ live }: Upstream): Promise<number> {
  const before = process.cpuUsage();
  for (let n = 0; n < CALLS; n += 1) await live.call('ResumeLiveStream', DEMO_STREAM, CONTEXT);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / CALLS;
}

/**
 * Compares the CPU time of one resume through the generated client with the same resume through
 * core. Both alternate in one process.
 */
export const clientsBench: Bench = {
  title: 'clients: one call through each upstream client',
  async run() {
    const sdk = await loadGeneratedPackage();
    if (sdk === undefined) {
      process.stdout.write('skipped: @alicloud/live20161101 is not installed\n');
      return [];
    }
    const emulator = await startEmulatorProcess();
    await emulator.post('settings', { limits: 'off' });
    const options = {
      endpoint: emulator.endpoint,
      protocol: 'http',
      credentials: { type: 'access_key', ...DEMO_ACCOUNT },
      timeoutMs: 5_000,
    } as const;
    const core = await createUpstream({ ...options, client: 'core' });
    const generated = await createUpstream({ ...options, client: 'sdk' });
    const ratios: number[] = [];
    // The first two rounds are a warm-up for the compiler of the engine.
    for (let round = -2; round < ROUNDS; round += 1) {
      const bare = await cpuUsPerCall(core);
      const ratio = (await cpuUsPerCall(generated)) / bare;
      if (round >= 0) ratios.push(ratio);
    }
    await Promise.all([core.close(), generated.close()]);
    emulator.stop();
    const row: Row = {
      what: `CPU of ${generated.client} over core, median of ${ROUNDS}`,
      figure: median(ratios),
      unit: '×',
      ideal: BOUND,
      beside: 'the bound',
    };
    return [row];
  },
};
