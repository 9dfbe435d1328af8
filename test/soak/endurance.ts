import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulatorProcess } from '../support/emulator-process.js';
import { startLoadProcess } from '../bench/gateway/load-process.js';
import { median } from '../bench/median.js';
import { startMetered } from '../bench/gateway/metered.js';
import { RESUME } from '../support/queries.js';
import { DEMO_KEYS, toUpstreamEnv } from '../support/upstream-env.js';
import { readVitals } from './vitals.js';

const TURN_MS = 5000;
/** The number of requests that fill the caches. */
const WARM_UP = 50_000;
/** The number of requests after which a forced collection no longer affects the heap size. */
const SETTLE = 200_000;
const MOST_APART = 0.05;

/**
 * `npm run endurance -- 200000` sends this number of resumes over 64 connections, with a ledger on
 * disk and a log. Afterwards, the resident memory and the live heap must be within 5 % of their
 * earlier sizes, and no descriptor or timer may be left. Otherwise the exit code is 1.
 */
async function endure(requests: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'endurance-'));
  const emulator = await startEmulatorProcess();
  await emulator.post('settings', { limits: 'off' });
  const load = startLoadProcess();
  const gateway = await startMetered({
    script: 'dist/main.js',
    env: {
      ...toUpstreamEnv(emulator.endpoint),
      ...DEMO_KEYS,
      PORT: '0',
      LIVE_CLIENT: 'core',
      AUTH_MODE: 'dev',
      BUDGET_RESUME_LIVE_STREAM: '0',
      DATABASE_URL: `file:${join(folder, 'gateway.db')}`,
    },
  });
  const headers = { authorization: `Bearer ${gateway.token ?? ''}` };
  const turn = async (): Promise<number> => {
    const order = { url: gateway.url, headers, query: RESUME, forMs: TURN_MS };
    return (await load.run(order)).requests;
  };
  const rest = async () => {
    // Longer than idle connections are kept.
    await new Promise((resolve) => setTimeout(resolve, 8000));
    const { resources, heapUsed } = await gateway.ask('collect');
    const { descriptors } = readVitals(gateway.pid, gateway.url);
    return { heapMib: heapUsed / 2 ** 20, descriptors, resources: count(resources) };
  };
  const send = async (most: number): Promise<void> => {
    for (let sent = 0; sent < most;) sent += await turn();
  };
  await send(WARM_UP);
  const before = await rest();
  await send(SETTLE);
  const rssMib: number[] = [];
  let done = 0;
  while (done < requests) {
    done += await turn();
    rssMib.push((await gateway.ask('read')).rss / 2 ** 20);
  }
  const after = await rest();
  const fifth = Math.ceil(rssMib.length / 5);
  const [first, last] = [median(rssMib.slice(0, fifth)), median(rssMib.slice(-fifth))];
  const grown = last / first - 1;
  const left = Object.entries(after.resources).filter(([kind, held]) => held > (before.resources[kind] ?? 0));
  const heapGrown = after.heapMib / before.heapMib - 1;
  const holds =
    Math.max(Math.abs(grown), heapGrown) <= MOST_APART &&
    after.descriptors <= before.descriptors &&
    left.length === 0;
  const figures = { requests: done, firstMib: first, lastMib: last, grownPercent: grown * 100 };
  process.stdout.write(`${JSON.stringify({ holds, ...figures, before, after, rssMib }, null, 2)}\n`);
  await gateway.stop();
  load.stop();
  emulator.stop();
  rmSync(folder, { recursive: true });
  return holds;
}

function count(kinds: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

process.exitCode = (await endure(Number(process.argv[2] ?? 200_000))) ? 0 : 1;
