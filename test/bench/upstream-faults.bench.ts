import { DEMO_ACCOUNT, DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { createUpstream } from '../../src/upstream/index.js';
import { type Bench, type Row } from './bench.js';
import { startEmulatorProcess } from '../support/emulator-process.js';

const TIMEOUT_MS = 500;
const ROUNDS = 15;
const AT_ONCE = 4;
const FAULTS = ['hang', 'drip', 'flood'] as const;
const RSS_BOUND_MB = 32;

/**
 * Measures the duration of an attempt and the memory growth with an upstream that is silent,
 * sends its answer very slowly, or sends an endless answer.
 */
export const upstreamFaults: Bench = {
  title: 'faults of the upstream: time and memory of one attempt',
  async run() {
    const emulator = await startEmulatorProcess();
    await emulator.post('settings', { limits: 'off' });
    const credentials = { type: 'access_key', ...DEMO_ACCOUNT } as const;
    const upstream = await createUpstream({
      client: 'core',
      endpoint: emulator.endpoint,
      protocol: 'http',
      credentials,
      timeoutMs: TIMEOUT_MS,
    });
    const attempt = async (): Promise<number> => {
      const call = {
        correlationId: 'bench',
        signal: new AbortController().signal,
        lane: 'interactive',
      } as const;
      const start = performance.now();
      await upstream.live.call('ResumeLiveStream', DEMO_STREAM, call).catch(() => undefined);
      return performance.now() - start;
    };
    const pass = async (fault: string): Promise<{ longest: number; growthMb: number }> => {
      // Successful calls first, so that some attempts use an open connection and some a new one.
      await Promise.all(Array.from({ length: AT_ONCE }, attempt));
      const before = process.memoryUsage.rss();
      let longest = 0;
      let peak = before;
      for (let round = 0; round < ROUNDS; round += 1) {
        await emulator.post('faults', { fault, times: AT_ONCE });
        const lasted = await Promise.all(Array.from({ length: AT_ONCE }, attempt));
        longest = Math.max(longest, ...lasted);
        peak = Math.max(peak, process.memoryUsage.rss());
        await attempt();
      }
      return { longest, growthMb: (peak - before) / 2 ** 20 };
    };
    const rows: Row[] = [];
    for (const fault of FAULTS) {
      const first = await pass(fault);
      const then = await pass(fault);
      const longest = Math.max(first.longest, then.longest);
      const time = { unit: 'ms', ideal: TIMEOUT_MS + 250, beside: 'LIVE_TIMEOUT_MS + 250' };
      const memory = { unit: 'MB', ideal: RSS_BOUND_MB };
      const attempts = ROUNDS * AT_ONCE;
      rows.push({ what: `${fault}: longest of ${2 * attempts}`, figure: longest, ...time });
      // A young heap grows until its first garbage collection. This growth occurs once, not for
      // each attempt.
      rows.push({
        what: `${fault}: RSS growth, first ${attempts}`,
        figure: first.growthMb,
        ...memory,
        beside: 'the bound (the heap of a new process grows once)',
      });
      rows.push({
        what: `${fault}: RSS growth, next ${attempts}`,
        figure: then.growthMb,
        ...memory,
        beside: 'the bound',
      });
    }
    await upstream.close();
    emulator.stop();
    return rows;
  },
};
