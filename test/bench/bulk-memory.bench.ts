import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGatewayProcess } from '../support/gateway-process.js';
import { readRssMib } from '../soak/vitals.js';
import { type Bench } from './bench.js';

const ITEMS = 10_000;
const START =
  'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id total } } }';
const READ = 'query ($id: ID!) { bulkResume(id: $id) { resumed } }';

/**
 * Measures the memory that a running job of 10,000 items adds to a gateway, after the same number
 * of items in small jobs.
 */
export const bulkMemoryBench: Bench = {
  title: 'bulk-memory: the memory of a job of 10,000 items',
  async run() {
    const emulator = createEmulator(demoWorld({ limits: 'off' }));
    const { endpoint } = await emulator.listen();
    const folder = mkdtempSync(join(tmpdir(), 'bulk-memory-'));
    const gateway = await startGatewayProcess(endpoint, {
      BUDGET_RESUME_LIVE_STREAM: '200',
      DATABASE_URL: `file:${join(folder, 'gateway.db')}`,
    });
    const pid = gateway.process.pid ?? 0;
    const work = async (items: number): Promise<{ most: number; resumed: number }> => {
      const streams = Array.from({ length: items }, (_, n) => ({ appName: 'bulk', streamName: `s-${n}` }));
      const answer = await gateway.post(START, { input: { domainName: 'push.example.com', streams } });
      const { id } = (answer.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume;
      let [most, resumed] = [0, 0];
      for (let look = 0; look < 400 && resumed < items; look += 1) {
        const { data } = await gateway.post(READ, { id });
        ({ resumed } = data?.['bulkResume'] as { resumed: number });
        await new Promise((resolve) => setTimeout(resolve, 250));
        most = Math.max(most, readRssMib(pid));
      }
      return { most, resumed };
    };
    try {
      // Small jobs first, at the same rate and for the same time. The growth after them is caused
      // by the size of a job.
      const fresh = readRssMib(pid);
      for (let n = 0; n < 50; n += 1) await work(200);
      const before = readRssMib(pid);
      const { most, resumed } = await work(ITEMS);
      return [
        { what: 'RSS added', figure: most - before, unit: 'MiB', ideal: 30, beside: 'the bound' },
        {
          what: 'RSS added by the small jobs before',
          figure: before - fresh,
          unit: 'MiB',
          ideal: 0,
          beside: 'throughput',
        },
        { what: 'resumed', figure: resumed, unit: 'items', ideal: ITEMS, beside: 'all' },
      ];
    } finally {
      gateway.process.kill('SIGTERM');
      await gateway.ended;
      await emulator.close();
      rmSync(folder, { recursive: true });
    }
  },
};
