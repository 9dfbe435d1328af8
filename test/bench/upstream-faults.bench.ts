import { DEMO_ACCOUNT, DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { createUpstream } from '../../src/upstream/index.js';
import { type Bench, type Row } from './bench.js';
import { startEmulatorProcess } from './emulator-process.js';

const TIMEOUT_MS = 500;
const ATTEMPTS = 15;
const AT_ONCE = 4;
const FAULTS = ['hang', 'drip', 'flood'] as const;
const RSS_BOUND_MB = 32;

/** A silent, a dripping and a flooding upstream: how long one attempt lasts, and what memory they leave behind. */
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
      await upstream.live.resume(DEMO_STREAM, call).catch(() => undefined);
      return performance.now() - start;
    };
    const rows: Row[] = [];
    for (const fault of FAULTS) {
      // A good call before each round, so that some attempts meet a used connection and some a fresh one.
      await Promise.all(Array.from({ length: AT_ONCE }, attempt));
      const before = process.memoryUsage.rss();
      let longest = 0;
      let peak = before;
      for (let round = 0; round < ATTEMPTS; round += 1) {
        await emulator.post('faults', { fault, times: AT_ONCE });
        const lasted = await Promise.all(Array.from({ length: AT_ONCE }, attempt));
        longest = Math.max(longest, ...lasted);
        peak = Math.max(peak, process.memoryUsage.rss());
        await attempt();
      }
      const bound = { ideal: TIMEOUT_MS + 250, beside: 'LIVE_TIMEOUT_MS + 250' };
      rows.push({
        what: `${fault}: longest of ${ATTEMPTS * AT_ONCE}`,
        figure: longest,
        unit: 'ms',
        ...bound,
      });
      rows.push({
        what: `${fault}: RSS growth`,
        figure: (peak - before) / 2 ** 20,
        unit: 'MB',
        ideal: RSS_BOUND_MB,
        beside: 'the bound',
      });
    }
    await upstream.close();
    emulator.stop();
    return rows;
  },
};
